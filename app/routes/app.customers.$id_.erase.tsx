import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useLoaderData, useNavigation } from "@remix-run/react";
import { displayName } from "../core/profile/profile.ts";
import { findCustomer } from "../models/customer.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Erase ${data?.name ?? "customer"} · Afterglow` }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const profile = await findCustomer(context.app.db, shopId, params["id"] ?? "");
  if (!profile) throw new Response(null, { status: 404 });
  return { id: profile.id, name: displayName(profile), email: profile.email?.value ?? null, orders: profile.counts.orders, messages: profile.messages.sent };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  if (!(await context.app.forget.requestErasure(shopId, params["id"] ?? ""))) throw new Response(null, { status: 404 });
  return redirect("/app/customers?erased", 303);
}

export default function Erase() {
  const { id, name, email, orders, messages } = useLoaderData<typeof loader>();
  const busy = useNavigation().state !== "idle";
  return (
    <Page title={`Erase ${name}?`} {...(email !== null && email !== name && { subtitle: email })} backAction={{ content: name, url: `/app/customers/${id}` }} narrowWidth>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            This deletes for good
          </Text>
          <ul className="ag-erase">
            <li>their name, addresses, phone numbers and consents</li>
            <li>{count(orders, "order")} and everything that happened on their timeline</li>
            <li>{messages === 0 ? "messages to them" : `${count(messages, "message")} that went to them`}, what waits to be sent, and the reasons behind each</li>
            <li>their journeys, tasks, codes and recommendations</li>
            <li>what your shop sent us about them</li>
          </ul>
          <p>Your shop keeps its own records: this is about Afterglow only. Old orders do not come back. If they order again, they start as a new customer.</p>
          <Form method="post">
            <InlineStack gap="300">
              <Button submit variant="primary" tone="critical" loading={busy}>
                Erase this customer
              </Button>
              <Button url={`/app/customers/${id}`}>Keep them</Button>
            </InlineStack>
          </Form>
        </BlockStack>
      </Card>
    </Page>
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
