import { BlockStack, Button, Card, Text } from "@shopify/polaris";

/** What a customer may ask of the shop: a copy of what is held of them, and to be forgotten. */
export function PrivacyCard({ customerId }: { customerId: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Their data
        </Text>
        <p className="ag-quiet">Customers may ask for a copy of what is kept about them, and for its deletion.</p>
        <p className="ag-quiet">
          {/* A file: the browser fetches it itself. */}
          <a href={`/app/customers/${customerId}/data`} download>
            Download their data
          </a>
        </p>
        <Button url={`/app/customers/${customerId}/erase`} tone="critical">
          Erase this customer
        </Button>
      </BlockStack>
    </Card>
  );
}
