import { BlockStack, Card, Text } from "@shopify/polaris";

/** What this platform does not tell, or does not let anyone do: so that nobody waits for it. */
export function CannotCard({ cannot, platform }: { cannot: readonly string[]; platform: string }) {
  if (cannot.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What {platform} cannot do
        </Text>
        <ul className="ag-plainlist">
          {cannot.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
