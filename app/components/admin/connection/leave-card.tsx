import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { Ask } from "../journey-control.tsx";
import { Act } from "./act.tsx";

/** Disconnecting: first what it stops, then doing it. */
export function LeaveCard({ asked, platform }: { asked: boolean; platform: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Disconnect
        </Text>
        <p className="ag-quiet">Afterglow stops for this store and gives its access back.</p>
        {asked ? (
          <Ask
            title="Disconnect this store?"
            lines={[
              "Every journey stops, and messages that wait are not sent.",
              `Afterglow stops listening to ${platform} and deletes what it uses to get in.`,
              "Links in messages that were already sent may stop working. What Afterglow knows is kept, in case you come back.",
            ]}
          >
            <div className="ag-actions">
              <Act act="leave" label="Disconnect" critical variant="primary" />
              <Button url="/app/connection">Stay connected</Button>
            </div>
          </Ask>
        ) : (
          <div>
            <Button url="/app/connection?ask=leave" tone="critical">
              Disconnect…
            </Button>
          </div>
        )}
      </BlockStack>
    </Card>
  );
}
