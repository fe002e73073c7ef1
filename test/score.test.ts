/** `npm run score`, as npm would run it, on files made up here: customers who come back by a rhythm of their own until they leave. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { seeded } from "#app/core/scoring/numeric/random.ts";
import { ORDER, shopifyCsv } from "#app/simulation/csv.fixture.ts";
import { runCommand } from "./backtest-process.ts";

const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);
const DAYS = 600;

let folder = "";
const at = (name: string): string => join(folder, name);
const score = (...args: readonly string[]) => runCommand(["app/score.ts", ...args]);
const flat = (text: string): string => text.replace(/\s+/g, " ");

type Row = { readonly customer: string; readonly day: number; readonly amount: number };

/** Half buy every month for ever, half leave after a while: what a model has to see is there. */
function madeUp(customers: number): Row[] {
  const random = seeded(7);
  const rows: Row[] = [];
  for (let index = 0; index < customers; index++) {
    const gap = 15 + 45 * random();
    const joins = Math.floor(200 * random());
    const leaves = index % 2 === 0 ? Infinity : joins + 300 * random();
    for (let day = joins; day < DAYS; day += Math.max(1, Math.round(gap * (0.5 + random())))) {
      if (day > leaves) break;
      rows.push({ customer: `c${index}`, day, amount: Math.round(1000 + 5000 * random()) / 100 });
    }
  }
  return rows.sort((a, b) => a.day - b.day);
}

const iso = (day: number): string => new Date(START + day * DAY).toISOString().slice(0, 10);
const csvOf = (rows: readonly Row[]): string => `customer_id,date,amount\n${rows.map(({ customer, day, amount }) => `${customer},${iso(day)},${amount.toFixed(2)}\n`).join("")}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "score-"));
  const rows = madeUp(400);
  await writeFile(at("orders.csv"), csvOf(rows));
  await writeFile(at("orders.csv.gz"), gzipSync(csvOf(rows)));
  await writeFile(at("until.csv"), csvOf(rows.filter(({ day }) => day <= 450)));
  const shopify = rows.filter(({ customer }) => Number(customer.slice(1)) < 100).map(({ customer, day }, index) => ({ ...ORDER, Name: `#${index}`, Id: String(index + 1), Email: `${customer}@example.com`, "Created at": `${iso(day)} 10:00:00 +0000`, "Paid at": `${iso(day)} 10:00:00 +0000`, "Fulfilled at": "" }));
  shopify.push({ ...ORDER, Name: "#guest", Id: "999999", Email: "", "Created at": `${iso(3)} 10:00:00 +0000`, "Paid at": "", "Fulfilled at": "" });
  await writeFile(at("shopify.csv"), shopifyCsv(shopify));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("on a table of orders", () => {
  it("tells how it was read, what may be relied on, and who is at risk; writes everybody's scores", async () => {
    const { code, out, err } = await score("--csv", at("orders.csv"), "--currency", "GBP", "--top", "5", "--out", at("scores.csv"));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(flat(out)).toContain('read as: customer from "customer_id", date from "date", amount from "amount"; money in GBP');
    expect(out).toMatch(/^400 customers, [\d,]+ orders, 2024-01-\d\d to 2025-08-\d\d/m);
    expect(out).toContain("What may be relied on");
    expect(out).toMatch(/At risk: most to lose first \(400 customers scored\)/);
    expect(out).toMatch(/^ {2}c\d+ +\d+ % +\d+ +\d+ +£[\d,.]+ +£[\d,.]+$/m);
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(out).not.toMatch(/NaN|undefined|Infinity/);
    const [head, ...rows] = (await readFile(at("scores.csv"), "utf8")).trimEnd().split("\n");
    expect(head).toBe("id,orders,spent,last_order,churn,tier,low,high,expected_orders,expected_spend,lifetime_value,next_order_days,segment,stage,group,advocacy,upsell,price_sensitivity,engagement");
    expect(rows).toHaveLength(400);
    for (const row of rows) {
      const [, , , , churn, tier, low, high] = row.split(",");
      expect(tier).toMatch(/^(base|rfm|full)$/);
      expect(Number(low)).toBeLessThanOrEqual(Number(churn));
      expect(Number(high)).toBeGreaterThanOrEqual(Number(churn));
    }
    expect(rows.join("\n")).not.toMatch(/NaN|undefined|Infinity/);
    // Who left long ago is less likely to come back than who never left.
    const churn = (ids: (index: number) => boolean): number[] => rows.map((row) => row.split(",")).filter(([id]) => ids(Number(id?.slice(1)))).map(([, , , , value]) => Number(value));
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(churn((index) => index % 2 === 1))).toBeGreaterThan(mean(churn((index) => index % 2 === 0)) + 0.3);
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("knows nothing of what came after --at", async () => {
    await score("--csv", at("orders.csv"), "--at", iso(450), "--out", at("all.csv"));
    await score("--csv", at("until.csv"), "--at", iso(450), "--out", at("early.csv"));
    const [all, early] = await Promise.all([readFile(at("all.csv"), "utf8"), readFile(at("early.csv"), "utf8")]);
    expect(all).toBe(early);
    expect(all.split("\n").length).toBeGreaterThan(300);
  });

  it("reads a packed file, and tells the same as JSON", async () => {
    const { code, out } = await score("--csv", at("orders.csv.gz"), "--json", "--top", "3");
    expect(code).toBe(0);
    const told = JSON.parse(out) as { customers: number; asOf: string; currency: string; atRisk: { customer: string; scores: Record<string, { value: unknown }> }[]; models: { reliance: string }[] };
    expect(told).toMatchObject({ customers: 400, currency: "XXX", asOf: expect.stringMatching(/T23:59:59\.999Z$/) as string });
    expect(told.atRisk).toHaveLength(3);
    expect(told.models.length).toBeGreaterThan(0);
    for (const model of told.models) expect(model.reliance).not.toBe("");
  });
});

it("reads Shopify's export", async () => {
  const { code, out } = await score("--csv", at("shopify.csv"), "--top", "2");
  expect(code).toBe(0);
  expect(flat(out)).toContain("orders of an export from Shopify; money in GBP");
  expect(out).toContain("@example.com");
  expect(flat(out)).toContain("1 order names no customer: left out.");
});

test("a shop of one customer is told that nothing can be relied on yet", async () => {
  await writeFile(at("one.csv"), "cust,date\na,2024-01-01\n");
  const { code, out } = await score("--csv", at("one.csv"), "--out", at("one-scores.csv"));
  expect(flat(out)).toContain("no column tells money, so nothing is said of it");
  expect(await readFile(at("one-scores.csv"), "utf8")).toMatch(/\na,1,,2024-01-01T00:00:00\.000Z,/);
  expect(code).toBe(0);
  expect(out).toContain("1 customer, 1 order");
  expect(out).not.toMatch(/NaN|undefined|Infinity/);
});

test("what cannot be read is named by line and column", async () => {
  await writeFile(at("odd.csv"), "cust,date,amount\na,2024-01-01,1\na,someday,1\nb,2024-01-01,much\n,2024-01-01,1\n");
  const { code, out } = await score("--csv", at("odd.csv"));
  expect(code).toBe(0);
  expect(flat(out)).toContain('2 places in the file could not be read: Line 3, date: "someday" is not a date, so this row was left out. Line 4, amount: "much" is not an amount');
  expect(flat(out)).toContain("1 row names no customer: left out.");
});

test.each([
  [[], "--csv is missing"],
  [["--cvs", "x"], "--cvs is not an argument of this command; there are --csv, --at"],
  [["orders.csv"], '"orders.csv" stands alone'],
  [["--csv", "nowhere.csv"], "--csv nowhere.csv: there is no such file."],
  [["--csv", "app"], "--csv app is not a file."],
  [["--csv", "package.json"], "package.json: This is not a CSV file"],
  [["--csv", "ORDERS", "--at", "2024-02-30"], "--at 2024-02-30 is neither a day such as 2011-08-31 nor a moment"],
  [["--csv", "ORDERS", "--at", "2020-01-01"], "rows of this file are later than 2020-01-01."],
  [["--csv", "ORDERS", "--columns", "customer=client"], '--columns customer=client: the file has no column of that name. Its columns are "customer_id", "date", "amount".'],
  [["--csv", "ORDERS", "--columns", "buyer=x"], '--columns buyer=x: there is no "buyer" to name; there are customer, date, order'],
  [["--csv", "ORDERS", "--horizon", "0"], "--horizon 0 is not a whole number from 7 to 730."],
  [["--csv", "ORDERS", "--out", "/nowhere/scores.csv"], "--out /nowhere/scores.csv cannot be written (ENOENT)."],
  [["--csv", "ORDERS", "--dates", "year"], "--dates year is neither day nor month."],
])("%j is refused in one sentence", async (args, sentence) => {
  const { code, out, err } = await score(...args.map((arg) => (arg === "ORDERS" ? at("orders.csv") : arg)));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(sentence);
  expect(err.trim().split("\n")).toHaveLength(1);
});
