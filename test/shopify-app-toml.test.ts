/** What Shopify is told of our app, and what our code does, are the same. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EXAMPLES } from "#connectors/shopify/examples.ts";
import { shopify } from "#connectors/shopify/index.ts";
import { AUTH_PATH } from "#app/shopify-request.server.ts";
import { readToml } from "./toml.ts";
import type { TomlTable } from "./toml.ts";

const ROOT = join(import.meta.dirname, "..");
const text = readFileSync(join(ROOT, "shopify.app.toml"), "utf8");
const toml = readToml(text) as TomlTable & { webhooks: { api_version: string; subscriptions: { topics?: string[]; compliance_topics?: string[]; uri: string }[] }; access_scopes: TomlTable; auth: TomlTable; app_proxy: TomlTable };
const { subscriptions } = toml.webhooks;
const subscribed = subscriptions.flatMap(({ topics = [], compliance_topics = [] }) => [...topics, ...compliance_topics]);

test("each topic that comes by webhook is subscribed to once, and nothing else is", () => {
  expect([...subscribed].sort()).toEqual(shopify.topics.filter(({ via }) => via === "webhook").map(({ topic }) => topic).sort());
  expect(new Set(subscribed).size).toBe(subscribed.length);
  expect(new Set(subscriptions.map(({ uri }) => uri))).toEqual(new Set(["/webhooks/shopify"]));
});

test("topics about people's rights are subscribed to as such, and only they", () => {
  const privacy = shopify.topics.filter(({ subject, via }) => subject === "privacy" && via === "webhook").map(({ topic }) => topic);
  expect(subscriptions.flatMap(({ compliance_topics = [] }) => compliance_topics).sort()).toEqual(privacy.sort());
});

test("each subscription names the file that handles it", () => {
  const named = [...text.matchAll(/# handled by (\S+)\n\s*\[\[webhooks\.subscriptions\]\]/g)].map(([, file]) => file ?? "");
  expect(named).toHaveLength(subscriptions.length);
  for (const file of named) expect(existsSync(join(ROOT, file)), file).toBe(true);
});

test("of each subscribed topic there is an example, and it is read", () => {
  for (const topic of subscribed) {
    const examples = EXAMPLES.filter((example) => example.topic === topic);
    expect(examples.length, topic).toBeGreaterThan(0);
    for (const { name, body } of examples) {
      const read = shopify.translate(topic, body, Date.UTC(2026, 4, 10), { currency: "USD", country: null });
      expect(read.kind, `${topic}, ${name}`).not.toBe("quarantined");
      expect(JSON.stringify(read), topic).not.toContain("is not one we read");
    }
  }
});

test("the permissions asked for are those the code says what for, and all that the topics take", () => {
  const asked = String(toml.access_scopes["scopes"]).split(",");
  expect(asked).toEqual(shopify.scopes.map(({ name }) => name));
  for (const { scope, topic } of shopify.topics) if (scope !== null) expect(asked, topic).toContain(scope);
});

test("Shopify installs the app itself, inside its admin, with the version of the API that the code speaks", () => {
  const signed = shopify.sign(new Uint8Array(), "secret", "orders/create");
  expect(toml).toMatchObject({ embedded: true, access_scopes: { use_legacy_install_flow: false }, webhooks: { api_version: signed["x-shopify-api-version"] } });
  expect(toml.auth["redirect_urls"]).toEqual([`${String(toml["application_url"])}${AUTH_PATH}/callback`]);
});

test("the shop's own pages lead on to a route that there is", () => {
  expect(toml.app_proxy).toEqual({ url: "/proxy/shopify", prefix: "apps", subpath: "afterglow" });
  expect(existsSync(join(ROOT, `app/routes${String(toml.app_proxy["url"]).replaceAll("/", ".").replace(".", "/")}.$.tsx`))).toBe(true);
});

test("the reader says what it does not understand", () => {
  expect(() => readToml("a = 1")).toThrow("line 1");
  expect(readToml(`a = "b"\n[c.d]\ne = ["f", "g"]\n[[h]]\ni = true`)).toEqual({ a: "b", c: { d: { e: ["f", "g"] } }, h: [{ i: true }] });
});
