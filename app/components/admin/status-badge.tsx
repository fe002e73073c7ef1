import { Badge } from "@shopify/polaris";
import type { StatusWord } from "../words/status-words.ts";

/** A status as a coloured word; its meaning on hover. */
export function StatusBadge({ status }: { status: StatusWord }) {
  return (
    <span title={status.meaning}>
      <Badge tone={status.tone}>{status.words}</Badge>
    </span>
  );
}
