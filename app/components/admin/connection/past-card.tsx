import { BlockStack, Card, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import { Act } from "./act.tsx";
import { ProgressList } from "./progress.tsx";
import type { ConnectionView } from "./view.ts";

/** Reading of the store's past: how far it is, what is left out, and once more. */
export function PastCard({ past, status }: Pick<ConnectionView, "past" | "status">) {
  const running = past.some((row) => row.status === "waiting");
  const failed = past.some((row) => row.status === "failed");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Your past
        </Text>
        <p className="ag-quiet">Orders, customers and products from before Afterglow came. They give each customer a history; nobody is written to because of them.</p>
        {past.length === 0 ? <p>Nothing was read yet.</p> : <ProgressList rows={past} />}
        <p role="status" className="ag-quiet">
          {running ? "This goes on by itself if you leave the page." : ""}
        </p>
        {status === "connected" && !running && <Act act="past" label={failed ? "Try again" : past.length === 0 ? "Read it now" : "Read it all again"} />}
        <ImportLink />
      </BlockStack>
    </Card>
  );
}

/** The way to what no platform gives out any more. */
export function ImportLink() {
  return (
    <p className="ag-quiet">
      Orders from further back, or from another shop? <Link to="/app/import">Import them from a file</Link>.
    </p>
  );
}
