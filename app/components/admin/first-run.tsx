import { BlockStack, Button, Card, Page, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import { PLATFORM_WORDS } from "../words/platform-words.ts";
import { number, ProgressList, useWatching } from "./connection/progress.tsx";
import { ImportLink } from "./connection/past-card.tsx";
import type { Progress } from "./connection/view.ts";
import { useShop } from "./shop-context.tsx";

const NEXT: Readonly<Record<string, string>> = {
  shopify: "Place a test order in your Shopify store. Its webhook arrives here within seconds.",
  woocommerce: "In WooCommerce, open Settings → Advanced → Webhooks and check that the order and customer webhooks are active. Then place a test order.",
};

type Props = {
  /** Reading of the store's past; null for a store that only sends webhooks. */
  readonly past: readonly Progress[] | null;
  readonly here: { readonly customers: number; readonly orders: number };
  readonly broken: boolean;
};

/** Before anything came in: how far the past is read, what to do, and what will happen then. */
export function FirstRun({ past, here, broken }: Props) {
  const { platform } = useShop();
  const running = past?.some((row) => row.status === "waiting") ?? false;
  useWatching(running);
  if (!past) return <WebhooksOnly next={NEXT[platform] ?? "Place a test order in your store. Its webhook arrives here within seconds."} />;
  return (
    <Page title="Welcome to Afterglow" subtitle={`Your ${PLATFORM_WORDS[platform]} store is connected.`}>
      <BlockStack gap="400">
        {broken && (
          <Card>
            <div className="ag-control">
              <p>The connection to your store does not work at the moment.</p>
              <Button url="/app/connection">See what to do</Button>
            </div>
          </Card>
        )}
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {running ? "Your past is being read" : "Your past is here"}
            </Text>
            <p role="status">
              {number(here.customers)} {here.customers === 1 ? "customer" : "customers"} and {number(here.orders)} {here.orders === 1 ? "order" : "orders"} so far. Nobody is written to because of them.
            </p>
            <ProgressList rows={past} />
            {running && <p className="ag-quiet">This goes on by itself if you leave the page.</p>}
            <ImportLink />
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              What to do next
            </Text>
            <p>Your journeys are off: look at what they would have done, then switch one on.</p>
            <ol className="ag-next-steps">
              <li>
                {running ? "While your past comes in, look at " : "Look at "}
                <Link to="/app/customers">your customers</Link>: each has a page that shows what they did.
              </li>
              <li>
                Open one of <Link to="/app/journeys">your journeys</Link> and see what it would have done in the last year.
              </li>
              <li>Switch it on. New orders start it; what happened before does not.</li>
            </ol>
            <div>
              <Button url="/app/journeys" variant="primary">
                See the journeys
              </Button>
            </div>
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

function WebhooksOnly({ next }: { next: string }) {
  return (
    <Page title="Welcome to Afterglow">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Nothing has come in yet
          </Text>
          <Text as="p">{next}</Text>
          <Text as="p">
            From then on every customer has a page that shows what they did, what Afterglow wrote to them, and why. Test orders are shown but never written to.
          </Text>
        </BlockStack>
      </Card>
    </Page>
  );
}
