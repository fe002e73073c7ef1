import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { shopify } from "./index.ts";

const body = new TextEncoder().encode('{"id":1,"note":"Z\u00fcrich \u2615"}');
const signed = shopify.sign(body, "hush", "orders/create");
const header = "x-shopify-hmac-sha256";

function verify(changes: { headers?: Record<string, string>; body?: Uint8Array; secrets?: string[] }) {
  return shopify.verify({ headers: changes.headers ?? signed, body: changes.body ?? body }, changes.secrets ?? ["hush"], 0);
}

describe("a Shopify webhook", () => {
  it("is authentic when signed with the app's secret", () => {
    expect(verify({})).toEqual({ kind: "authentic" });
  });

  it("is signed as Shopify documents it: base64 of HMAC-SHA256 over the body", () => {
    expect(signed[header]).toBe(createHmac("sha256", "hush").update(body).digest("base64"));
  });

  it("is authentic under the old or the new secret after a rotation", () => {
    expect(verify({ secrets: ["new", "hush"] }).kind).toBe("authentic");
    expect(verify({ secrets: ["hush", "new"] }).kind).toBe("authentic");
  });

  it.each([
    ["has no signature", { headers: {} }],
    ["has an empty signature", { headers: { [header]: "" } }],
    ["has a hexadecimal signature", { headers: { [header]: createHmac("sha256", "hush").update(body).digest("hex") } }],
    ["has a signature of another length", { headers: { [header]: "YWJj" } }],
    ["is signed with another secret", { secrets: ["other"] }],
    ["has one byte changed", { body: Uint8Array.from(body, (byte, index) => (index === 6 ? byte + 1 : byte)) }],
    ["has lost its end", { body: body.slice(0, -1) }],
    ["has an empty body", { body: new Uint8Array() }],
    ["meets no secrets", { secrets: [] }],
    ["meets only an empty secret", { secrets: [""] }],
    ["is a WooCommerce ping", { headers: { "content-type": "application/x-www-form-urlencoded" }, body: new TextEncoder().encode("webhook_id=1") }],
  ])("is forged when it %s", (_name, changes) => {
    expect(verify(changes).kind).toBe("forged");
  });

  it("is forged when an empty secret signed it and only an empty secret is known", () => {
    const empty = { [header]: createHmac("sha256", "").update(body).digest("base64") };
    expect(verify({ headers: empty, secrets: [""] }).kind).toBe("forged");
  });

  it("names its topic and its shop", () => {
    expect(shopify.topicOf({ headers: signed, body })).toBe("orders/create");
    expect(shopify.topicOf({ headers: {}, body })).toBe("");
    expect(shopify.shopDomainOf({ headers: { "x-shopify-shop-domain": "Demo-Shop.myshopify.com" }, body })).toBe("demo-shop.myshopify.com");
    expect(shopify.shopDomainOf({ headers: {}, body })).toBeNull();
  });
});
