/**
 * Whatever the bytes: a translation never throws, and whatever it lets through can be stored, compared
 * and counted. Bodies are our own, with parts deleted, swapped for other types, or made absurd.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Connector, Translation } from "#app/core/event/connector.ts";
import { asTranslated, EXAMPLES } from "./examples.ts";
import { CONNECTORS } from "./registry.ts";
import { expectStorable } from "./storable.ts";
import { newSecret, RECEIVED } from "./testing.ts";

const SHOP = { currency: "USD", country: "IN" };

type Body = { readonly topic: string; readonly name: string; readonly json: Record<string, unknown> };

const parsed = (body: Uint8Array): Record<string, unknown> => JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
const encoded = (json: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(json));

const absurd: readonly unknown[] = [
  null, true, false, "", " ", "0", "abc", [], {}, [[]], [null], [1, "x"], { a: 1 }, 0, -1, 1.5, -0, 1e21, 1e308, -1e308, 2 ** 60, 1e-7, "1e5", "NaN", "Infinity",
  "\u0000", "a\u0000b", "\ud800", "x\udc00y", "\ud83d\ude00".repeat(400), "\u202e", "'; DROP TABLE orders; --", "<script>", "javascript:alert(1)", "x".repeat(20_000), "9".repeat(400),
  "0000-01-01T00:00:00Z", "0000-00-00 00:00:00", "9999-12-31 23:59:59", "2026-02-31 00:00:00", "+275760-09-13T00:00:00.000Z", "9999-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "2026-02-31T00:00:00Z", "2026-05-01T09:00:00", "2026-05-01", "0000-00-00T00:00:00",
  nest(500), "__proto__", "constructor", { __proto__: null, toString: 1 },
];

function nest(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { value };
  return value;
}

/** Every place in a body, as the keys that lead there. */
function places(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => places(child, [...path, key]))];
}

function changed(value: unknown, path: readonly string[], change: (parent: Record<string, unknown>, key: string) => void): void {
  let parent = value as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    const next = parent[key];
    if (typeof next !== "object" || next === null) return;
    parent = next as Record<string, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) change(parent, last);
}

const changes = (json: unknown) =>
  fc.array(
    fc.record({
      path: fc.constantFrom(...places(json)),
      value: fc.oneof({ weight: 1, arbitrary: fc.constant(undefined) }, { weight: 4, arbitrary: fc.constantFrom(...absurd) }, { weight: 1, arbitrary: fc.jsonValue() as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: fc.string({ unit: "binary" }) }),
    }),
    { minLength: 1, maxLength: 4 },
  );

const mutated = (bodies: readonly Body[]) =>
  fc.oneof(
    ...bodies.map(({ topic, json }) =>
      changes(json).map((list) => {
        const copy = structuredClone(json);
        for (const { path, value } of list) {
          changed(copy, path, (parent, key) => {
            if (value === undefined) delete parent[key];
            else parent[key] = structuredClone(value);
          });
        }
        return { topic, json: copy };
      }),
    ),
  );

/** Keys and meta data in another order, and keys nobody knows: none of it is content. */
function disordered(value: unknown): Record<string, unknown> {
  const entries = Object.entries(value as object).toReversed().map(([key, child]): [string, unknown] => {
    if (key === "meta_data") return [key, (child as unknown[]).toReversed()];
    if (Array.isArray(child)) return [key, child.map((item) => (typeof item === "object" && item !== null ? disordered(item) : (item as unknown)))];
    return [key, typeof child === "object" && child !== null ? disordered(child) : child];
  });
  return { newly_added: { by: "a plugin" }, ...Object.fromEntries(entries) };
}

function check(translation: Translation): void {
  expectStorable(translation, "translation");
  if (translation.kind === "quarantined") expect(translation.reason).not.toMatch(/Error\)/);
}

const runs = 3_000;

describe.each(CONNECTORS.map((connector): [string, Connector] => [connector.platform, connector]))("%s", (_platform, connector) => {
  const bodies: readonly Body[] = EXAMPLES[connector.platform].map(({ topic, name, body }) => ({ topic, name, json: parsed(body) }));
  const secret = newSecret(connector.platform, "hush").sign;
  /** The innermost JSON is what is changed; the platform's wrapping around it stays whole. */
  const translated = (topic: string, body: Uint8Array): Translation => connector.translate(topic, asTranslated(connector, { topic, body }, secret, RECEIVED), RECEIVED, SHOP);

  it("translates, leaves alone or quarantines any mutation of a body, without a surprise", () => {
    fc.assert(fc.property(mutated(bodies), ({ topic, json }) => check(translated(topic, encoded(json)))), { numRuns: runs });
  });

  it.each(bodies.map(({ topic, name, json }) => [topic, name, json] as const))("gives the same for a mutation of no meaning: %s, %s", (topic, _name, json) => {
    expect(translated(topic, encoded(disordered(json)))).toEqual(translated(topic, encoded(json)));
  });

  it("translates, leaves alone or quarantines any bytes", () => {
    const topics = fc.constantFrom(...connector.topics.map(({ topic }) => topic));
    fc.assert(fc.property(topics, fc.uint8Array({ maxLength: 200 }), (topic, bytes) => check(connector.translate(topic, bytes, RECEIVED, SHOP))), { numRuns: runs / 3 });
    fc.assert(fc.property(topics, fc.json(), (topic, text) => check(translated(topic, new TextEncoder().encode(text)))), { numRuns: runs / 3 });
  });

  // One reader of each subject: the topics of one share it.
  const readers = [...new Map(connector.topics.map(({ subject, via, topic }) => [`${subject} ${via === "pull"}`, topic])).values()];

  it.each([["[".repeat(500_000)], [`{"id":${"[".repeat(200_000)}${"]".repeat(200_000)},"n":12345678901234567890}`], [`{"id":1,"a":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`], ["9".repeat(900_000)], [`{"id":${"9".repeat(900_000)}}`], [`{"line_items":[${'{"id":1},'.repeat(90_000)}{}]}`]])(
    "comes to an end with what is nested or long beyond sense: %#",
    (text) => {
      for (const topic of readers) check(connector.translate(topic, new TextEncoder().encode(text), RECEIVED, SHOP));
    },
  );
});
