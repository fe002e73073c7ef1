import { Badge, BlockStack, Card, InlineStack, List, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

type Props = {
  readonly name: string;
  readonly price: string;
  /** "every 30 days"; left out where nothing is charged. */
  readonly per?: string;
  readonly current: boolean;
  readonly gives: readonly string[];
  /** What can be done about it. */
  readonly children: ReactNode;
};

/** One plan to choose from. */
export function PlanCard({ name, price, per, current, gives, children }: Props) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {name}
          </Text>
          {current && <Badge tone="success">Your plan</Badge>}
        </InlineStack>
        <Text as="p">
          <Text as="span" variant="headingLg">
            {price}
          </Text>
          {per && ` ${per}`}
        </Text>
        <List>
          {gives.map((one) => (
            <List.Item key={one}>{one}</List.Item>
          ))}
        </List>
        {children}
      </BlockStack>
    </Card>
  );
}
