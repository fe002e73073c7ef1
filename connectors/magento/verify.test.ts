import { generateKeyPairSync, sign as rsaSign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { adobeEvent } from "./adobe-fixture.ts";
import { magento } from "./index.ts";

const NOW = Date.UTC(2026, 10, 21, 10);
const body = Buffer.from('{"entity_id":1}');
const headers = magento.sign(body, "hush", "order.saved", NOW);
const verdict = (over: Record<string, string | undefined>, secrets = ["hush"], now = NOW, bytes: Uint8Array = body) => {
  const given = Object.fromEntries(Object.entries({ ...headers, ...over }).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return magento.verify({ headers: given, body: bytes }, secrets, now).kind;
};

describe("our module's requests", () => {
  it("are believed with the secret, also while it changes", () => {
    expect([verdict({}), verdict({}, ["new", "hush"]), verdict({}, ["hush"], NOW + 299_000), verdict({}, ["hush"], NOW - 299_000)]).toEqual(Array(4).fill("authentic"));
  });

  it.each<[string, Parameters<typeof verdict>]>([
    ["without a signature", [{ "x-afterglow-signature": undefined }]],
    ["with a signature that is none", [{ "x-afterglow-signature": "abc" }]],
    ["without a time", [{ "x-afterglow-timestamp": undefined }]],
    ["with a time that is none", [{ "x-afterglow-timestamp": "yesterday" }]],
    ["with another time", [{ "x-afterglow-timestamp": String(NOW / 1000 + 1) }]],
    ["with another secret", [{}, ["other"]]],
    ["with no secret to check", [{}, []]],
    ["with an empty secret", [{}, [""]]],
    ["with another body", [{}, ["hush"], NOW, Buffer.from('{"entity_id":2}')]],
    ["more than five minutes old", [{}, ["hush"], NOW + 301_000]],
    ["of the future", [{}, ["hush"], NOW - 301_000]],
  ])("%s are forged", (_name, args) => {
    expect(verdict(...args)).toBe("forged");
  });

  it("are told apart by event and body: a second try may carry a newer state", () => {
    const keyOf = (bytes: string) => magento.dedupeKeyOf?.({ headers, body: Buffer.from(bytes) });
    expect(keyOf("{}")).toBe(keyOf("{}"));
    expect(keyOf("{}")).not.toBe(keyOf("[]"));
    expect(magento.dedupeKeyOf?.({ headers: {}, body })).toBeNull();
  });
});

describe("Adobe I/O Events", () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const secret = `adobe-io client-of-ours\n${publicKey.export({ type: "spki", format: "pem" })}`;
  const event = (clientId: string): Buffer => Buffer.from(JSON.stringify(adobeEvent("observer.sales_order_save_commit_after", { increment_id: "1" }, clientId)));
  const signed = (bytes: Buffer, key = privateKey) => ({ headers: { "x-adobe-digital-signature-2": rsaSign("rsa-sha256", bytes, key).toString("base64") }, body: bytes });

  it("are believed when Adobe signed them for our own client", () => {
    const request = signed(event("client-of-ours"));
    expect(magento.verify(request, ["hush", secret], NOW).kind).toBe("authentic");
    expect(magento.topicOf(request)).toBe("observer.sales_order_save_commit_after");
    expect(magento.dedupeKeyOf?.(request)).toContain("7c6f0c0e");
  });

  it("for another of Adobe's customers are forged, though the same key signs them", () => {
    expect(magento.verify(signed(event("another-client")), [secret], NOW).kind).toBe("forged");
  });

  it("signed by another, changed, unsigned, or without a key to check them are forged", () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const request = signed(event("client-of-ours"));
    const tries = [
      magento.verify(signed(event("client-of-ours"), other), [secret], NOW),
      magento.verify({ ...request, body: Buffer.concat([request.body, Buffer.from(" ")]) }, [secret], NOW),
      magento.verify({ headers: { "x-adobe-digital-signature-1": "!" }, body: request.body }, [secret], NOW),
      magento.verify(request, ["hush"], NOW),
      magento.verify(request, ["adobe-io client-of-ours\n-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"], NOW),
    ];
    expect(tries.map(({ kind }) => kind)).toEqual(Array(5).fill("forged"));
  });

  it("never let Adobe's public key stand in for the module's secret", () => {
    expect(magento.verify({ headers: magento.sign(body, secret, "order.saved", NOW), body }, [secret], NOW).kind).toBe("forged");
  });
});
