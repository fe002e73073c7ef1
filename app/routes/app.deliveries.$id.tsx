import { BlockStack, Button, Card, Layout, Page, Text } from "@shopify/polaris";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigation } from "@remix-run/react";
import { bodyText, shownHeaders } from "../components/admin/delivery-text.ts";
import { Facts } from "../components/admin/facts.tsx";
import { StatusBadge } from "../components/admin/status-badge.tsx";
import { When } from "../components/admin/when.tsx";
import { eventWords } from "../components/words/event-words.ts";
import { DELIVERY_WORDS, SOURCE_WORDS } from "../components/words/status-words.ts";
import { readableBody } from "../delivery-body.server.ts";
import { findDelivery } from "../models/delivery.ts";
import { eventsFrom } from "../models/delivery-effects.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.delivery.topic ?? "Delivery"} · Afterglow` }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shopId, shop } = await requireWho(request, context);
  const found = await findDelivery(context.app.db, shopId, params["id"] ?? "");
  if (!found) throw new Response(null, { status: 404 });
  const { headers, body, ...delivery } = found;
  return { delivery, headers: shownHeaders(headers), body: bodyText(readableBody(shop.platform, body)), size: body.length, events: await eventsFrom(context.app.db, shopId, delivery) };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const delivery = await findDelivery(context.app.db, shopId, params["id"] ?? "");
  if (!delivery) throw new Response(null, { status: 404 });
  await context.app.replay(shopId, [delivery.id]);
  return redirect(`/app/deliveries/${delivery.id}`, 303);
}

export default function Delivery() {
  const { delivery, headers, body, size, events } = useLoaderData<typeof loader>();
  const busy = useNavigation().state === "submitting";
  const { meaning } = DELIVERY_WORDS[delivery.status];
  return (
    <Page title={delivery.topic || "(no topic)"} titleMetadata={<StatusBadge status={DELIVERY_WORDS[delivery.status]} />} backAction={{ content: "Deliveries", url: "/app/deliveries" }}>
      <Layout>
        <Layout.Section>
          <Card>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">
                What came in
              </Text>
              <pre className="ag-pre" tabIndex={0} aria-label="Body">
                {body}
              </pre>
              <details className="ag-fold">
                <summary>Headers</summary>
                <Facts facts={headers} />
              </details>
            </BlockStack>
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="300">
                {(delivery.reason ?? meaning) && <p>{delivery.reason ?? meaning}</p>}
                <Facts
                  facts={[
                    { label: "Came in", value: <When at={delivery.receivedAt} /> },
                    { label: "Came by", value: SOURCE_WORDS[delivery.source] },
                    { label: "Read", value: delivery.processedAt === null ? "not yet" : <When at={delivery.processedAt} /> },
                    { label: "About", value: delivery.resource?.replace(":", " ") ?? "not known" },
                    { label: "Tries", value: delivery.attempts },
                    { label: "Size", value: `${size} bytes` },
                  ]}
                />
                <Form method="post">
                  <Button submit loading={busy} disabled={delivery.status === "pending" || size === 0}>
                    Read it again
                  </Button>
                </Form>
                <p className="ag-quiet">Reading again is safe: what is already known does not happen twice.</p>
              </BlockStack>
            </Card>
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  What it led to
                </Text>
                {events.length === 0 && <p className="ag-quiet">Nothing new.</p>}
                <ul className="ag-steps">
                  {events.map((event) => (
                    <li key={event.key}>
                      <Link to={`/app/customers/${event.profileId}`}>{eventWords(event).words}</Link>
                      <When at={event.at} />
                    </li>
                  ))}
                </ul>
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
