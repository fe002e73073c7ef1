import { Badge, BlockStack, Button, Card, Text } from "@shopify/polaris";
import type { ConnectionView } from "./view.ts";
import type { Platform } from "../../../core/event/connector.ts";
import { PLATFORM_WORDS } from "../../words/platform-words.ts";
import { Facts } from "../facts.tsx";
import { useShop } from "../shop-context.tsx";
import { When } from "../when.tsx";

/** Where the store has to begin it. */
const AGAIN: Readonly<Partial<Record<Platform, string>>> = { magento: "In your Magento admin, open System → Integrations and reauthorise Afterglow: that connects it again." };

type Props = { readonly view: Pick<ConnectionView, "status" | "leaving" | "reason" | "connectedAt" | "permissions">; /** Where it is connected again; null where that is done in the platform's own admin. */ readonly reconnect: string | null };

function Again({ platform, url }: { platform: Platform; url: string | null }) {
  const name = PLATFORM_WORDS[platform];
  if (!url) return <p>{AGAIN[platform] ?? `Open Afterglow from your ${name} admin: that connects it again.`}</p>;
  return (
    <div>
      {/* Out of the platform's frame: its login may not stand inside it. */}
      <Button url={url} variant="primary" target="_top">
        {`Connect ${name} again`}
      </Button>
    </div>
  );
}

/** Where the shop is connected, whether that works, and what we were allowed. */
export function StatusCard({ view, reconnect }: Props) {
  const shop = useShop();
  const platform = PLATFORM_WORDS[shop.platform];
  const missing = view.permissions.filter((one) => one.granted === false);
  return (
    <Card>
      <BlockStack gap="400">
        <div className="ag-line">
          <Text as="h2" variant="headingMd">
            {platform}
          </Text>
          {view.status === "connected" && !view.leaving && <Badge tone="success">Connected</Badge>}
          {view.status === "broken" && <Badge tone="critical">Does not work</Badge>}
          {(view.status === "left" || view.leaving) && <Badge>{view.leaving ? "Being disconnected" : "Disconnected"}</Badge>}
        </div>
        {view.status === "broken" && (
          <div className="ag-broken" role="alert">
            <p>{view.reason ?? `${platform} no longer lets Afterglow in. Connect the store again.`}</p>
            <p>Orders and customers that change meanwhile are not lost: they are fetched as soon as the store is connected again.</p>
            <Again platform={shop.platform} url={reconnect} />
          </div>
        )}
        {view.status === "left" && !view.leaving && (
          <BlockStack gap="300">
            <p>Nothing is read and nothing is sent. What Afterglow knew is still here.</p>
            <Again platform={shop.platform} url={reconnect} />
          </BlockStack>
        )}
        <Facts
          facts={[
            { label: "Store", value: shop.name },
            { label: "Address", value: shop.domain },
            { label: "Connected", value: <When at={view.connectedAt} /> },
          ]}
        />
        {view.permissions.length > 0 && (
          <details className="ag-fold" open={missing.length > 0}>
            <summary>{missing.length > 0 ? `${missing.length} ${missing.length === 1 ? "permission is" : "permissions are"} missing` : `What Afterglow may do in your store, and why (${view.permissions.length})`}</summary>
            <ul className="ag-plainlist">
              {view.permissions.map(({ name, why, granted }) => (
                <li key={name}>
                  <code>{name}</code> {granted === false && <Badge tone="warning">Not granted</Badge>}
                  <p className="ag-quiet">{why}</p>
                </li>
              ))}
            </ul>
          </details>
        )}
      </BlockStack>
    </Card>
  );
}
