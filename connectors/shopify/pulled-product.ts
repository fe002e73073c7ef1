import { nodeOf, nodesOf, textOf } from "./node.ts";
import type { Node } from "./node.ts";

/** A product as our client reads it, in the shape of the products/* webhooks. */
export function webhookProduct(product: Node): object {
  const src = nodeOf(nodeOf(nodeOf(product["featuredMedia"])["preview"])["image"])["url"];
  return {
    admin_graphql_api_id: product["id"],
    title: product["title"],
    status: textOf(product["status"])?.toLowerCase(),
    created_at: product["createdAt"],
    updated_at: product["updatedAt"],
    image: src === undefined ? null : { src },
    // A bulk export gives them in any order, the webhooks by position; the first one's SKU is the product's.
    variants: nodesOf(product["variants"]).toSorted((a, b) => Number(a["position"]) - Number(b["position"])).map(webhookVariant),
  };
}

/** `availableForSale` is Shopify's own answer to what the webhooks make us work out. */
function webhookVariant(variant: Node): object {
  const there = variant["availableForSale"] === true;
  return { sku: variant["sku"], price: variant["price"], inventory_management: "shopify", inventory_policy: there ? "continue" : "deny", inventory_quantity: there ? 1 : 0 };
}
