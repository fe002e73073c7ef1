import { BlockStack, Card, Text } from "@shopify/polaris";
import type { OrderRow } from "../../models/order.ts";
import { ORDER_WORDS } from "../words/status-words.ts";
import { Amount } from "./amount.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { When } from "./when.tsx";

/** A customer's orders, newest first. */
export function OrdersCard({ orders, total }: { orders: readonly OrderRow[]; total: number }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Orders
        </Text>
        {orders.length === 0 && <p className="ag-quiet">None yet.</p>}
        <ul className="ag-list" style={{ gap: 10 }}>
          {orders.map((order) => (
            <li key={order.id} className="ag-entry">
              <b>{order.number}</b>
              <StatusBadge status={ORDER_WORDS[order.status]} />
              {order.test && <StatusBadge status={{ words: "Test", tone: "attention" }} />}
              <span style={{ marginLeft: "auto" }}>{order.total && <Amount {...order.total} />}</span>
              <p className="ag-quiet" style={{ flexBasis: "100%" }}>
                {order.placedAt !== null && <When at={order.placedAt} as="day" />}
                {order.items > 0 && ` · ${order.items} ${order.items === 1 ? "item" : "items"}`}
              </p>
            </li>
          ))}
        </ul>
        {total > orders.length && <p className="ag-quiet">The newest {orders.length} of {total}.</p>}
      </BlockStack>
    </Card>
  );
}
