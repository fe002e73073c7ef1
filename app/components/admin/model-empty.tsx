import { BlockStack, Card, Text } from "@shopify/polaris";
import { CUSTOMERS_FOR_GROUPS } from "../../core/scoring/people/groups.ts";
import type { ModelPage } from "../../models/model-page.ts";
import { number } from "./connection/progress.tsx";
import { ImportLink } from "./connection/past-card.tsx";

/** Before anything was learnt: what will happen, and what there is to learn from. */
export function ModelEmpty({ past, underWay }: { past: NonNullable<ModelPage["past"]>; underWay: boolean }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Nothing was learnt yet
        </Text>
        {past.orders === 0 ? (
          <p>There are no orders to learn from. Scores begin with the first night after they come in.</p>
        ) : (
          <p>
            {counted(past.orders, "order")} of {counted(past.customers, "customer")} {past.orders === 1 ? "is" : "are"} here to learn from. {underWay ? "It is being done now." : "It is done tonight by itself, or now if you ask for it."}
          </p>
        )}
        {past.customers < CUSTOMERS_FOR_GROUPS && (
          <p>
            To tell customers apart takes about {CUSTOMERS_FOR_GROUPS} of them, some of whom came back, and five months of orders: about {counted(CUSTOMERS_FOR_GROUPS - past.customers, "more customer")}. Below that everybody gets your shop’s average.
          </p>
        )}
        <p className="ag-quiet">Until then no score is told: journeys that ask for one take the way of a customer of whom it is not known.</p>
        <ImportLink />
      </BlockStack>
    </Card>
  );
}

function counted(n: number, word: string): string {
  return `${number(n)} ${n === 1 ? word : `${word}s`}`;
}
