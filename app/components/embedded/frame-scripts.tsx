import embedded from "./embedded.js?url";
import shopifyFrame from "./shopify-frame.js?url";

/** How a page inside a platform's frame proves who is there: by Shopify's own script, or by ours. */
export type PlatformFrame = { readonly kind: "app_bridge"; readonly key: string } | { readonly kind: "token" };

/** First in the head of a framed page: Shopify asks that, and ours has to stand before any request is made. */
export function FrameScripts({ frame }: { frame: PlatformFrame }) {
  if (frame.kind === "token") return <script src={embedded} />;
  return (
    <>
      <meta name="shopify-api-key" content={frame.key} />
      <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" />
      <script src={shopifyFrame} />
    </>
  );
}
