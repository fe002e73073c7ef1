import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import { redirect } from "@remix-run/node";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CustomerFacts } from "../components/admin/customer-facts.tsx";
import modelStyles from "../components/admin/model-page.css?url";
import { NextCard } from "../components/admin/next-card.tsx";
import { OrdersCard } from "../components/admin/orders-card.tsx";
import { PrivacyCard } from "../components/admin/privacy-card.tsx";
import { ScoresCard } from "../components/admin/scores-card.tsx";
import { Timeline } from "../components/admin/timeline.tsx";
import { nextWords } from "../components/words/next-words.ts";
import { displayName } from "../core/profile/profile.ts";
import { customerScores } from "../models/customer-scores.ts";
import { findCustomer } from "../models/customer.ts";
import { listJourneys } from "../models/journey.ts";
import { ordersOf } from "../models/order.ts";
import { timelineOf } from "../models/timeline.ts";
import { activeWalks } from "../models/walk.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? "Customer"} · Afterglow` }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: modelStyles }];

const ENTRIES = 100;
const ORDERS = 50;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shopId, shop } = await requireWho(request, context);
  const { db } = context.app;
  const profile = await findCustomer(db, shopId, params["id"] ?? "");
  if (!profile) throw new Response(null, { status: 404 });
  if (profile.id !== params["id"]) throw redirect(`/app/customers/${profile.id}`);
  const before = momentOf(new URL(request.url).searchParams.get("before"));
  const [orders, walks, timeline, journeys, scores] = await Promise.all([
    ordersOf(db, shopId, profile.id, ORDERS),
    activeWalks(db, shopId, profile.id),
    timelineOf(db, shopId, profile.id, before, ENTRIES),
    listJourneys(db, shopId),
    customerScores(db, shop, profile, context.app.now()),
  ]);
  const next = walks.map(({ id, definition, state, dueAt, about }) => ({ id, dueAt: state.status === "paused" ? null : dueAt, about, ...nextWords(definition, state) }));
  const names = Object.fromEntries(journeys.map(({ key, name, steps }) => [key, { name, steps }]));
  return { name: displayName(profile), profile, zone: profile.timeZone ?? shop.timeZone, orders, next, timeline, names, before, scores };
}

/** A moment in an address, in milliseconds; anything else means the newest. */
function momentOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Who they are at a glance, before anything else. */
function summary({ email, counts }: { email: { value: string } | null; counts: { orders: number } }): string {
  return [email?.value, `${counts.orders} ${counts.orders === 1 ? "order" : "orders"}`].filter(Boolean).join(" · ");
}

export default function Customer() {
  const { name, profile, zone, orders, next, timeline, names, before, scores } = useLoaderData<typeof loader>();
  return (
    <Page title={name} subtitle={summary(profile)} backAction={{ content: "Customers", url: "/app/customers" }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {before === null && <NextCard walks={next} zone={zone} />}
            {before === null && <ScoresCard scores={scores} hasOrders={profile.counts.orders > 0} />}
            <Card>
              <BlockStack gap="400">
                <Text as="h2" variant="headingMd">
                  Timeline
                </Text>
                {before !== null && <Link to="?">← Back to the newest</Link>}
                {timeline.entries.length === 0 && <p className="ag-quiet">Nothing has happened yet.</p>}
                <Timeline entries={timeline.entries} journeys={names} />
                {timeline.older !== null && (
                  <Link className="ag-page" style={{ justifySelf: "center", width: "fit-content" }} to={`?before=${timeline.older}`}>
                    Older →
                  </Link>
                )}
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <CustomerFacts profile={profile} zone={zone} />
            <OrdersCard orders={orders} total={profile.counts.orders} />
            <PrivacyCard customerId={profile.id} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
