import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Email } from "../components/admin/email.tsx";
import { Facts } from "../components/admin/facts.tsx";
import { inertHtml } from "../components/admin/inert-html.ts";
import { MessageHistory } from "../components/admin/message-history.tsx";
import { Preview } from "../components/admin/preview.tsx";
import { StatusBadge } from "../components/admin/status-badge.tsx";
import { Why } from "../components/admin/why.tsx";
import { channelWord } from "../components/words/event-words.ts";
import { languageName } from "../components/words/place-words.ts";
import { CLASS_WORDS, messageWord } from "../components/words/status-words.ts";
import { customerNames } from "../models/message.ts";
import { decisionsAbout } from "../models/decision.ts";
import { listJourneys } from "../models/journey.ts";
import { messageHistory } from "../models/timeline.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? "Message"} · Afterglow` }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { app } = context;
  const history = await messageHistory(app.db, shopId, params["id"] ?? "");
  if (!history) throw new Response(null, { status: 404 });
  const { message, events } = history;
  const [decisions, preview, names, journeys] = await Promise.all([
    decisionsAbout(app.db, shopId, message),
    app.preview(shopId, message.id),
    customerNames(app.db, shopId, [message.profileId]),
    listJourneys(app.db, shopId),
  ]);
  const journey = journeys.find((one) => one.key === message.journey);
  return {
    message,
    events,
    decisions,
    preview: preview && { ...preview, html: inertHtml(preview.html, app.url) },
    customer: names[message.profileId] ?? "Unknown",
    journeyName: journey?.name ?? message.journey,
    stepName: journey?.steps[message.step ?? ""] ?? message.content,
    title: message.subject ?? preview?.subject ?? message.content,
  };
}

export default function Message() {
  const { message, events, decisions, preview, customer, journeyName, stepName, title } = useLoaderData<typeof loader>();
  return (
    <Page title={title} titleMetadata={<StatusBadge status={messageWord(message)} />} backAction={{ content: "Messages", url: "/app/messages" }}>
      <Layout>
        <Layout.Section>
          <Card>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">
                What it says
              </Text>
              {preview ? (
                <>
                  <Preview html={preview.html} title={`Preview of “${title}”`} />
                  <details className="ag-fold">
                    <summary>Plain text part</summary>
                    <pre className="ag-pre" tabIndex={0}>
                      {preview.text}
                    </pre>
                  </details>
                </>
              ) : (
                <p className="ag-quiet">There is nothing to show any more.</p>
              )}
            </BlockStack>
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Card>
              <Facts
                facts={[
                  { label: "To", value: <Link to={`/app/customers/${message.profileId}`}>{customer}</Link> },
                  { label: "Address", value: message.recipient ? <Email address={message.recipient} /> : "erased" },
                  { label: "Journey", value: `${journeyName}: ${stepName}` },
                  { label: "Kind", value: CLASS_WORDS[message.class] },
                  { label: "Channel", value: channelWord(message.channel) },
                  { label: "Language", value: <span suppressHydrationWarning>{languageName(message.locale)}</span> },
                ]}
              />
            </Card>
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  What became of it
                </Text>
                <MessageHistory message={message} events={events} decisions={decisions} />
              </BlockStack>
            </Card>
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  Why it {message.status === "stopped" ? "was stopped" : "was sent"}
                </Text>
                {decisions.map((decision) => (
                  <Why key={decision.id} decision={decision} folded />
                ))}
                {decisions.length === 0 && <p className="ag-quiet">No decision is recorded.</p>}
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
