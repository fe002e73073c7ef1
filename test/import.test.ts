import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, test } from "vitest";
import { ORDER, shopifyCsv } from "#app/simulation/csv.fixture.ts";
import { runCommand } from "./backtest-process.ts";
import { writeOrdersExport } from "./bench/orders-export.ts";
import { testDatabase } from "./database.ts";
import { addShop } from "./door.ts";
import { rowsOf } from "./import-rows.ts";

const { prisma: db, url } = await testDatabase();
const sample = new URL("../../shared/imports/shopify-orders-uk-2010-12-to-2011-08.csv.gz", import.meta.url);
if (!existsSync(sample)) console.warn(`\n*** ${sample.pathname} is not there: the import of a real export is SKIPPED ***\n`);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "import-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
let shops = 0;
let shop = "";
beforeEach(() => addShop(db, (shop = `s${++shops}`), "shopify", { currency: "GBP", country: "GB" }));

const file = async (content: string | Uint8Array, name = "orders.csv"): Promise<string> => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};
const run = (args: readonly string[], node: readonly string[] = [], watch?: Parameters<typeof runCommand>[2]) => runCommand([...node, "app/import.ts", "--shop", shop, ...args], { DATABASE_URL: url }, watch);
const flat = (text: string): string => text.replace(/\s+/g, " ");

const TWO = shopifyCsv([ORDER, { Name: "#1001", "Lineitem quantity": "1", "Lineitem name": "Jug", "Lineitem price": "4.00" }, { ...ORDER, Name: "#1002", Id: "5000000000002", "Created at": "2026-02-28 10:00:00 +0000" }]);
const BROKEN = shopifyCsv([ORDER, { ...ORDER, Name: "#1002", Id: "5000000000002", "Created at": "yesterday" }, { ...ORDER, Name: "#1003", Id: "5000000000003", Total: "much" }]);

it("takes orders in, starts no journey, and changes nothing the second time", async () => {
  const path = await file(TWO);
  const first = await run([path]);
  expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: "" });
  expect(flat(first.out)).toContain("rows 3 orders 2 customers 1 taken 2 unchanged 0 not taken 0");
  const rows = await rowsOf(db, shop);
  expect(rows.counts).toMatchObject({ order: 2, profile: 1, enrollment: 0, message: 0, decision: 0, action: 0 });
  expect(rows.events.some((event) => event.includes('"order:5000000000001:placed"'))).toBe(true);
  const again = await run([path]);
  expect(flat(again.out)).toContain("taken 0 unchanged 2 not taken 0");
  expect(await rowsOf(db, shop)).toEqual(rows);
});

it("names every place it cannot take in a dry run, which changes nothing", async () => {
  const before = await rowsOf(db, shop);
  const { code, out } = await run([await file(BROKEN), "--dry-run"]);
  expect(code).toBe(1);
  expect(out).toContain('Line 3, Created at: "yesterday" is not a date and time; this order was left out');
  expect(out).toContain("Line 4, Total:");
  expect(flat(out)).toContain("would be taken 1 unchanged 0 not taken 2");
  expect(await rowsOf(db, shop)).toEqual(before);
});

it("writes the places to a file when asked", async () => {
  const { code, out } = await run([await file(BROKEN), "--problems", join(folder, "problems.txt")]);
  expect(code).toBe(1);
  expect(out).not.toContain("Line 3");
  expect((await readFile(join(folder, "problems.txt"), "utf8")).split("\n").filter(Boolean)).toHaveLength(2);
  expect((await rowsOf(db, shop)).counts["order"]).toBe(1);
});

it("refuses a file of another kind in one sentence, and with 2", async () => {
  const { code, out, err } = await run([await file("Name,Colour\nAnn,red\n")]);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("not those of an orders export we know");
  expect(err.trim().split("\n")).toHaveLength(1);
});

test.each([
  [["--shop", "nowhere", "orders.csv"], "--shop nowhere is not a shop here."],
  [["--shop", "s1", "missing.csv"], "missing.csv: there is no such file."],
])("%j is refused with what to do", async (args, sentence) => {
  const here = await file(TWO);
  const { code, err } = await runCommand(["app/import.ts", ...args.map((arg) => (arg === "orders.csv" ? here : arg))], { DATABASE_URL: url });
  expect(code).toBe(2);
  expect(err).toContain(sentence);
});

it("goes on where a kill cut it off, and ends as if nothing had happened", async () => {
  const path = join(folder, "many.csv");
  await writeOrdersExport(path, 1_500);
  const whole = await run([path]);
  expect(flat(whole.out)).toContain("taken 1,500 unchanged 0");
  const wanted = await rowsOf(db, shop);
  await addShop(db, (shop = `s${++shops}`), "shopify", { currency: "GBP", country: "GB" });
  const running = new Promise<Awaited<ReturnType<typeof run>>>((resolve) => {
    let child: { kill(signal: "SIGKILL"): unknown } | null = null;
    const poll = async (): Promise<void> => {
      if (child && (await db.order.count({ where: { shopId: shop } })) > 500) return void child.kill("SIGKILL");
      setImmediate(() => void poll());
    };
    void run([path], ["--import", "data:text/javascript,process.stderr.write('up')"], (started) => (child = started)).then(resolve);
    void poll();
  });
  expect((await running).code).toBeNull();
  const left = await db.order.count({ where: { shopId: shop } });
  expect(left).toBeGreaterThan(500);
  expect(left).toBeLessThan(1_500);
  const rest = await run([path]);
  expect(flat(rest.out)).toContain(`unchanged ${left.toLocaleString("en")} not taken 0`);
  const rows = await rowsOf(db, shop);
  expect(rows.counts).toEqual({ ...wanted.counts, profile: expect.any(Number) as number, identity: wanted.counts["identity"], event: expect.any(Number) as number });
  for (const what of ["orders", "events", "profiles"] as const) expect(rows[what].filter((row, index) => row !== wanted[what][index])).toEqual([]);
});

it("reads 60,000 orders within 96 MB, a fraction of what they are", async () => {
  const path = join(folder, "large.csv");
  await writeOrdersExport(path, 60_000);
  const { code, out, err } = await run([path, "--dry-run"], ["--max-old-space-size=96"]);
  expect({ code, err: err.includes("heap out of memory") }).toEqual({ code: 0, err: false });
  expect(flat(out)).toContain("would be taken 60,000");
});

it.skipIf(!existsSync(sample))("takes a real shop's orders in", async () => {
  const { code, out } = await run([sample.pathname, "--dry-run"]);
  expect(code).toBe(0);
  expect(flat(out)).toContain("orders 12,872");
  expect(flat(out)).toContain("would be taken 12,872");
});
