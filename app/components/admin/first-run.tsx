import { BlockStack, Card, Page, Text } from "@shopify/polaris";

const NEXT: Readonly<Record<string, string>> = {
  shopify: "Place a test order in your Shopify store. Its webhook arrives here within seconds.",
  woocommerce: "In WooCommerce, open Settings → Advanced → Webhooks and check that the order and customer webhooks are active. Then place a test order.",
};

/** Before anything came in: what to do, and what will happen then. */
export function FirstRun({ platform }: { platform: string }) {
  return (
    <Page title="Welcome to Afterglow">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Nothing has come in yet
          </Text>
          <Text as="p">{NEXT[platform] ?? "Place a test order in your store. Its webhook arrives here within seconds."}</Text>
          <Text as="p">
            From then on every customer has a page that shows what they did, what Afterglow wrote to them, and why. Test orders are shown but never written to.
          </Text>
        </BlockStack>
      </Card>
    </Page>
  );
}
