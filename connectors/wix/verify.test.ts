import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newKeyPair } from "./test-keys.ts";
import { wixWebhook } from "./fixtures.ts";
import { wix } from "./index.ts";
import { makeToken } from "./jwt.ts";

const NOW = Date.UTC(2026, 4, 1, 9);
const SECONDS = NOW / 1000;
const DAY = 86_400_000;
const own = newKeyPair();
const others = newKeyPair();
const APP = "app-1";
const PINNED = `App: ${APP}\n${own.publicKey}`;

const body = (over: { claims?: Record<string, unknown>; header?: Record<string, unknown>; privateKey?: string } = {}): Uint8Array =>
  wixWebhook({ eventType: "AppRemoved", instanceId: "inst-0001", event: { appId: APP }, privateKey: own.privateKey, at: NOW, ...over });
const verdict = (bytes: Uint8Array, secrets: readonly string[] = [own.publicKey], now = NOW) => wix.verify({ headers: {}, body: bytes }, secrets, now);
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a signed token", () => {
  it("is authentic under the app's key, alone or among others", () => {
    expect(verdict(body())).toEqual({ kind: "authentic" });
    expect(verdict(body(), [others.publicKey, PINNED])).toEqual({ kind: "authentic" });
    expect(verdict(new TextEncoder().encode(`\n${new TextDecoder().decode(body())}\n`))).toEqual({ kind: "authentic" });
  });

  it("is believed again when Wix sends it hours later, until it ends", () => {
    expect(verdict(body(), undefined, NOW + 2 * DAY).kind).toBe("authentic");
    expect(verdict(body(), undefined, NOW + 4 * DAY)).toEqual({ kind: "forged", reason: "the token has expired" });
  });

  it.each([
    ["expired", { claims: { exp: SECONDS - 120 } }, "the token has expired"],
    ["from the future", { claims: { iat: SECONDS + 120 } }, "the token is from the future"],
    ["without any time", { claims: { exp: undefined, iat: undefined } }, "the token does not say when it was made"],
    ["for another app", { claims: { aud: "app-2" } }, "the token is for another app"],
    ["of someone else", { claims: { iss: "evil.example" } }, "the token is not of wix.com"],
    ["signed with another key", { privateKey: others.privateKey }, "the signature does not match the body"],
    ["with extensions", { header: { alg: "RS256", crit: ["b64"] } }, "the token asks for extensions"],
    ["that names another algorithm", { header: { alg: "RS512" } }, "the token is not signed with RS256"],
  ])("%s is forged", (_what, over, reason) => expect(verdict(body(over), [PINNED])).toEqual({ kind: "forged", reason }));

  it.each([
    ["minted for this app", { aud: APP, iss: "wix.com" }],
    ["minted for several", { aud: ["app-2", APP] }],
    ["a little early", { iat: SECONDS + 30 }],
    ["a little late", { exp: SECONDS - 30 }],
    ["without an end, fresh", { exp: undefined }],
  ])("%s is authentic", (_what, claims) => expect(verdict(body({ claims }), [PINNED])).toEqual({ kind: "authentic" }));

  it("without a signature, or with the public key taken for a shared secret, is forged", () => {
    const [, claims = ""] = new TextDecoder().decode(body()).split(".");
    const unsigned = `${part({ alg: "none" })}.${claims}`;
    const confused = `${part({ alg: "HS256" })}.${claims}`;
    const hmac = createHmac("sha256", own.publicKey).update(confused).digest("base64url");
    for (const text of [`${unsigned}.`, `${unsigned}.AA`, `${confused}.${hmac}`, `${part({ alg: "RS256" })}.${claims}.${hmac}`, `${part({})}.${claims}.AA`]) {
      expect(verdict(new TextEncoder().encode(text)).kind, text.slice(0, 60)).toBe("forged");
    }
  });

  it("that was changed anywhere is forged", () => {
    const text = new TextDecoder().decode(body());
    for (let at = 0; at < text.length - 4; at += 17) {
      const changed = `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
      expect(verdict(new TextEncoder().encode(changed)).kind, `at ${at}`).toBe("forged");
    }
  });

  it.each([[""], ["{}"], ["a.b"], ["a.b.c"], ["....."], ["\u0000"], [`${part([])}.${part([])}.AA`]])("that is none (%j) is forged", (text) => expect(verdict(new TextEncoder().encode(text)).kind).toBe("forged"));

  it("is forged where there is no key, or something else in its place", () => {
    for (const secrets of [[], [""], ["the app's secret"], ["-----BEGIN PUBLIC KEY-----\nnone\n-----END PUBLIC KEY-----"]]) expect(verdict(body(), secrets).kind).toBe("forged");
  });
});

describe("an envelope", () => {
  const event = { id: "e1", entityFqdn: "wix.contacts.v4.contact", slug: "updated", entityId: "c1", updatedEvent: { currentEntityAsJson: '{"id":"c1"}' } };
  const sent = wixWebhook({ eventType: "wix.contacts.v4.contact_updated", instanceId: "inst-0001", event, privateKey: own.privateKey, at: NOW });
  const request = { headers: {}, body: sent };

  it("tells its event, its site and its own number", () => {
    expect([wix.topicOf(request), wix.shopDomainOf(request), wix.dedupeKeyOf?.(request)]).toEqual(["wix.contacts.v4.contact_updated", "inst-0001", "wix.contacts.v4.contact_updated:e1"]);
  });

  it("shows a person the innermost JSON, with its texts opened", () => {
    expect(JSON.parse(wix.textOf?.(sent) ?? "")).toEqual({ ...event, updatedEvent: { currentEntityAsJson: { id: "c1" } } });
    expect(wix.textOf?.(new TextEncoder().encode("not a token"))).toBe("not a token");
  });

  it("that is none tells nothing", () => {
    const none = { headers: {}, body: new TextEncoder().encode(makeToken({ data: "{" }, own.privateKey)) };
    expect([wix.topicOf(none), wix.shopDomainOf(none), wix.dedupeKeyOf?.(none)]).toEqual(["", null, null]);
  });
});
