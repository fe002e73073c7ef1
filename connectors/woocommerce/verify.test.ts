import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { woocommerce } from "./index.ts";

const body = new TextEncoder().encode('{"id":1,"name":"Z\\u00fcrich"}');
const signed = woocommerce.sign(body, "hush", "order.created");
const header = "x-wc-webhook-signature";
const form = { "content-type": "application/x-www-form-urlencoded" };
const ping = new TextEncoder().encode("webhook_id=13");

function verify(changes: { headers?: Record<string, string>; body?: Uint8Array; secrets?: string[] }) {
  return woocommerce.verify({ headers: changes.headers ?? signed, body: changes.body ?? body }, changes.secrets ?? ["hush"], 0);
}

function signedWith(secret: string): Record<string, string> {
  return { [header]: createHmac("sha256", secret).update(body).digest("base64") };
}

describe("a WooCommerce webhook", () => {
  it("is authentic when signed with the webhook's secret", () => {
    expect(verify({})).toEqual({ kind: "authentic" });
    expect(signed[header]).toBe(signedWith("hush")[header]);
  });

  it.each([
    ["a&amp;b", "a&b"],
    ["&lt;x&gt; &quot;y&quot; &#039;z&#039;", "<x> \"y\" 'z'"],
    ["&amp;lt;", "&lt;"],
  ])("is authentic when the secret %s was decoded before signing", (typed, decoded) => {
    expect(verify({ headers: signedWith(decoded), secrets: [typed] }).kind).toBe("authentic");
    expect(verify({ headers: signedWith(typed), secrets: [typed] }).kind).toBe("authentic");
    expect(woocommerce.sign(body, typed, "order.created")[header]).toBe(signedWith(decoded)[header]);
  });

  it("keeps spaces and other characters of the secret", () => {
    expect(verify({ headers: signedWith(" p\u00e4ss &word "), secrets: [" p\u00e4ss &word "] }).kind).toBe("authentic");
    expect(verify({ headers: signedWith("hush"), secrets: [" hush "] }).kind).toBe("forged");
  });

  it("is a ping when it is the unsigned form that WooCommerce sends first, with or without secrets", () => {
    expect(verify({ headers: form, body: ping })).toEqual({ kind: "ping" });
    expect(verify({ headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" }, body: ping, secrets: [] })).toEqual({ kind: "ping" });
  });

  it.each([
    ["has no signature", { headers: {} }],
    ["has an empty signature", { headers: { [header]: "" } }],
    ["has a signature that is not base64", { headers: { [header]: "!".repeat(44) } }],
    ["has a signature of another length", { headers: { [header]: "YWJj" } }],
    ["is signed with another secret", { secrets: ["other"] }],
    ["has one byte changed", { body: Uint8Array.from(body, (byte, index) => (index === 6 ? byte + 1 : byte)) }],
    ["meets no secrets", { secrets: [] }],
    ["meets only an empty secret", { secrets: [""], headers: signedWith("") }],
    ["looks like a ping but names a topic", { headers: { ...form, "x-wc-webhook-topic": "order.created" }, body: ping }],
    ["looks like a ping but carries more", { headers: form, body: new TextEncoder().encode("webhook_id=13&status=paid") }],
    ["looks like a ping but is JSON", { headers: { "content-type": "application/json" }, body: ping }],
  ])("is forged when it %s", (_name, changes) => {
    expect(verify(changes).kind).toBe("forged");
  });

  it("names its topic, and no shop", () => {
    expect(woocommerce.topicOf({ headers: signed, body })).toBe("order.created");
    expect(woocommerce.topicOf({ headers: {}, body })).toBe("");
    expect(woocommerce.shopDomainOf({ headers: { "x-wc-webhook-source": "https://shop.example/" }, body })).toBeNull();
  });
});
