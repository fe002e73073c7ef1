import { BlockStack, Card, Text } from "@shopify/polaris";

const SHOPIFY = [
  "In your Shopify admin, open Orders.",
  "Click Export at the top of the list.",
  "Choose All orders, and Plain CSV file as the format.",
  "Click Export orders. With more than 50 orders, Shopify sends the file to your e-mail address.",
  "Choose that file here as it is. Opening and saving it in a spreadsheet can spoil dates and ids.",
];
const WOOCOMMERCE = [
  "WooCommerce’s own export (Analytics, Orders) does not say who placed an order, so use an export plugin: Customer/Order/Coupon Export, Advanced Order Export for WooCommerce, Order Import Export or WP All Export.",
  "In the plugin, export orders of all dates and all states as CSV.",
  "Keep the columns order id, order number, date, status, total, currency, billing e-mail, names, addresses and items.",
  "Choose a date format with the year first, such as 2026-01-31 10:05.",
  "Choose that file here as it is.",
];

/** Which export to make, and how, the shop's own platform first. */
export function ImportHelp({ platform }: { platform: string }) {
  const guides = [
    { name: "Shopify", key: "shopify", steps: SHOPIFY },
    { name: "WooCommerce", key: "woocommerce", steps: WOOCOMMERCE },
  ].toSorted((a, b) => Number(b.key === platform) - Number(a.key === platform));
  return (
    <>
      {guides.map(({ name, steps }) => (
        <Card key={name}>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              How to export from {name}
            </Text>
            <ol className="ag-how">
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </BlockStack>
        </Card>
      ))}
    </>
  );
}
