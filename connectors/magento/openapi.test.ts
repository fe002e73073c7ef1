/** Every call of the client is one of Magento 2.4.9's, and the double answers as its schemas say. The file is kept beside the repository. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startMagento } from "#test/doubles/magento/index.ts";
import type { Called } from "#test/doubles/magento/index.ts";
import { connect } from "./client.ts";

const file = new URL("../../../shared/schemas/magento-admin-2.4.9.yaml", import.meta.url);
const present = existsSync(file);
if (!present) console.warn(`\n*** ${file.pathname} is not there: Magento's calls are NOT checked against its API ***\n`);

type Schema = { $ref?: string; type?: string; properties?: Record<string, Schema>; required?: string[]; items?: Schema };
type Parameter = { name: string; in: string; schema?: Schema };
type Api = { paths: Record<string, Record<string, { parameters?: Parameter[]; responses: Record<string, { schema?: Schema }> }>>; definitions: Record<string, Schema> };

const api: Api = present ? (parse(readFileSync(file, "utf8")) as Api) : { paths: {}, definitions: {} };
const NOW = Date.UTC(2026, 10, 21, 12);
const OURS = "/V1/afterglow/";

/** What the value has against the schema, one line each. Magento leaves empty extension attributes as [] and writes null for much that is not required. */
function problems(schema: Schema, value: unknown, where: string): string[] {
  const name = schema.$ref?.replace("#/definitions/", "");
  if (name !== undefined) {
    if (Array.isArray(value) && value.length === 0 && name.endsWith("extension-interface")) return [];
    return problems(api.definitions[name] ?? {}, value, where);
  }
  if (value === null || schema.type === undefined) return [];
  if (schema.type === "array") return Array.isArray(value) ? value.flatMap((one, index) => problems(schema.items ?? {}, one, `${where}[${index}]`)) : [`${where} is no list`];
  if (schema.type === "object") {
    if (typeof value !== "object" || Array.isArray(value)) return [`${where} is no object`];
    const missing = (schema.required ?? []).filter((field) => !(field in value)).map((field) => `${where}.${field} is missing`);
    const unknown = schema.properties ? Object.keys(value).filter((field) => !(field in (schema.properties ?? {}))).map((field) => `${where}.${field} is not in the schema`) : [];
    return [...missing, ...unknown, ...Object.entries(schema.properties ?? {}).flatMap(([field, one]) => (field in value ? problems(one, (value as Record<string, unknown>)[field], `${where}.${field}`) : []))];
  }
  const type = schema.type === "integer" ? "number" : schema.type;
  return typeof value === type ? [] : [`${where} is no ${schema.type}`];
}

function operationOf({ method, path }: Called) {
  const [template] = Object.keys(api.paths).filter((one) => new RegExp(`^${one.replace(/\{\w+\}/g, "[^/]+")}$`).test(path)).toSorted((a, b) => Number(a.includes("{")) - Number(b.includes("{")));
  return template === undefined ? undefined : api.paths[template]?.[method.toLowerCase()];
}

/** The API lists the first of each indexed parameter only. `fields` goes with every call (docs: "Retrieve filtered responses"). */
function unknownQuery(call: Called): string[] {
  const known = new Set((operationOf(call)?.parameters ?? []).filter((one) => one.in === "query").map(({ name }) => name));
  return call.query.map((name) => name.replaceAll(/\[\d+\]/g, "[0]")).filter((name) => name !== "fields" && !known.has(name));
}

describe.skipIf(!present)("the client's calls", () => {
  it("are all in Magento's API, and the double's answers are of its shape", async () => {
    const double = await startMagento({ now: NOW, orders: 5, customers: 3, products: 2 });
    double.change({ kind: "order_refunded", order: 1, amount: 100 }, NOW);
    let nonces = 0;
    const client = connect({
      shop: { id: "s", domain: "", currency: "USD", country: "US", timeZone: "UTC" }, credentials: double.credentials, keep: async () => undefined, read: async () => null, alone: (_name, work) => work(), keys: null, scopes: [],
      reach: { now: () => NOW, sleep: async () => undefined, random: () => `nonce-${(nonces += 1)}`.padEnd(32, "x"), allowPrivate: true },
    });
    await client.about();
    for (const { key } of client.resources) await client.pull(key, { since: 0, until: NOW }, null);
    await client.pull("orders", { since: null, until: NOW }, JSON.stringify({ kind: "second", at: "2026-01-01 00:00:00", id: "1", total: null }));
    await client.createDiscountCode({ code: "A-1", percent: 5, endsAt: NOW, customerRef: null, email: null, title: "T" });
    await client.stock(["1"]);
    await client.listen({ url: "https://app.example/x", secret: "y" });
    await double.close();

    const native = double.log.filter(({ path }) => !path.startsWith(OURS));
    expect(new Set(native.map(({ path }) => path.split("/")[2])).size).toBeGreaterThan(8);
    expect(native.filter((call) => !operationOf(call)).map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(native.flatMap(unknownQuery)).toEqual([]);
    expect(native.flatMap((call) => (call.status === 200 ? problems(operationOf(call)?.responses["200"]?.schema ?? {}, call.answer, `${call.method} ${call.path}`) : []))).toEqual([]);
    const sent = native.filter(({ method }) => method !== "GET");
    expect(sent.flatMap((call) => problems(operationOf(call)?.parameters?.find((one) => one.in === "body")?.schema ?? { type: "array" }, call.body, `${call.method} ${call.path}`))).toEqual([]);
    expect(double.log.filter(({ path }) => path.startsWith(OURS)).map(({ method, path }) => `${method} ${path}`)).toEqual(["PUT /V1/afterglow/connection"]);
  });
});
