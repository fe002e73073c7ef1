/** Requests made of the payloads kept beside the repository; none of them is in it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { shopify } from "#connectors/shopify/index.ts";
import { woocommerce } from "#connectors/woocommerce/index.ts";

const folder = new URL("../../shared/payloads/", import.meta.url);

/** Tests over real payloads are skipped by name where the folder is missing. */
export const hasSamples = existsSync(folder);
if (!hasSamples) console.warn(`\n*** ${folder.pathname} is not there: the tests over real payloads are SKIPPED ***\n`);

export type Sample = { readonly name: string; readonly topic: string; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

const HOP = new Set(["host", "connection", "content-length", "accept-encoding", "accept"]);
const list = (name: string): string[] => (hasSamples ? readdirSync(new URL(name, folder)).filter((file) => file.endsWith(".json")).toSorted() : []);

/** The whole captured requests of a real WooCommerce store, with its own signatures, and the secret they are signed with. */
export function capturedWoo(): { readonly secret: string; readonly samples: readonly Sample[] } {
  if (!hasSamples) return { secret: "", samples: [] };
  const samples = list("woocommerce/captured/").map((file) => {
    const captured = JSON.parse(readFileSync(new URL(`woocommerce/captured/${file}`, folder), "utf8")) as { headers: Record<string, string>; body_base64: string };
    const headers = Object.fromEntries(Object.entries(captured.headers).filter(([name]) => !HOP.has(name)));
    return { name: file.slice(0, 4), topic: headers["x-wc-webhook-topic"] ?? "", headers, body: Buffer.from(captured.body_base64, "base64") };
  });
  return { secret: readFileSync(new URL("woocommerce/captured/SECRET", folder), "utf8").trim(), samples };
}

/** Every collected WooCommerce order and customer body, sent as the topic it is the resource of. */
export function collectedWoo(secret: string): readonly Sample[] {
  return list("woocommerce/").flatMap((file) => {
    const resource = /^(order|customer)_(?:get|created)?_?_|^(order|customer)__/.exec(file);
    const topic = resource ? `${resource[1] ?? resource[2]}.updated` : null;
    return topic ? [signed(file, topic, readFileSync(new URL(`woocommerce/${file}`, folder)), (body) => woocommerce.sign(body, secret, topic))] : [];
  });
}

const SHOPIFY_TOPICS = /^(orders_(?:create|updated|paid|fulfilled|partially_fulfilled|cancelled)|fulfillments_(?:create|update)|fulfillment_events_(?:create|delete)|refunds_create|customers_(?:create|update)|products_(?:create|update|delete))__/;

/** Every collected Shopify body of the topics we read; the documented scan is of a deletion but has the creation's shape. */
export function collectedShopify(secret: string): readonly Sample[] {
  return list("shopify/").flatMap((file) => {
    const topic = SHOPIFY_TOPICS.exec(file)?.[1]?.replace(/_([a-z]+)$/, "/$1").replace("orders_partially/fulfilled", "orders/partially_fulfilled").replace("events/delete", "events/create");
    return topic ? [signed(file, topic, readFileSync(new URL(`shopify/${file}`, folder)), (body) => shopify.sign(body, secret, topic))] : [];
  });
}

function signed(name: string, topic: string, body: Buffer, sign: (body: Uint8Array) => Readonly<Record<string, string>>): Sample {
  return { name, topic, headers: { "content-type": "application/json", ...sign(body) }, body };
}
