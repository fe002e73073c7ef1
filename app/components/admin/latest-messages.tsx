import { BlockStack, Card, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import type { MessageRow } from "../../models/message.ts";
import { messageWord } from "../words/status-words.ts";
import { StatusBadge } from "./status-badge.tsx";
import { When } from "./when.tsx";

type Shown = Pick<MessageRow, "id" | "status" | "reason" | "createdAt" | "sentAt" | "profileId"> & { readonly title: string; readonly customer: string };

/** The last few messages, as a way in. */
export function LatestMessages({ messages }: { messages: readonly Shown[] }) {
  if (messages.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Latest messages
        </Text>
        <ul className="ag-steps ag-latest">
          {messages.map((message) => (
            <li key={message.id}>
              <span>
                <Link to={`/app/messages/${message.id}`}>{message.title}</Link> to <Link to={`/app/customers/${message.profileId}`}>{message.customer}</Link>{" "}
                {(message.status !== "sent" || message.reason !== null) && <StatusBadge status={messageWord(message)} />}
              </span>
              <When at={message.sentAt ?? message.createdAt} as="relative" />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
