import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { ORDER, shopifyCsv } from "#app/simulation/csv.fixture.ts";
import { runBacktest } from "./backtest-process.ts";
import { writeOrdersExport } from "./bench/orders-export.ts";

let folder = "";
let small = "";
const at = (day: string): Record<string, string> => ({ "Created at": `${day} 10:00:00 +0000`, "Paid at": `${day} 10:01:00 +0000`, "Fulfilled at": `${day} 15:00:00 +0000` });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "backtest-"));
  small = join(folder, "orders.csv");
  const rows = [
    { ...ORDER, ...at("2026-01-10") },
    { ...ORDER, ...at("2026-01-12"), Name: "#1002", Id: "2", Email: "bob@example.com", "Accepts Marketing": "no" },
    { ...ORDER, ...at("2026-01-20"), Name: "#1003", Id: "3", Email: "" },
    { ...ORDER, ...at("2026-02-20"), Name: "#1004", Id: "4" },
    { ...ORDER, ...at("2026-06-20"), Name: "#1005", Id: "5", Email: "new@example.com" },
    { ...ORDER, Name: "#1006", Id: "6", "Created at": "yesterday" },
  ];
  await writeFile(small, shopifyCsv(rows));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("on a file", () => {
  it("says what was assumed, who would have got what, and that it is no effect", async () => {
    const { code, out, err } = await runBacktest(["--csv", small, "--journey", "Welcome"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const flat = out.replace(/\s+/g, " ");
    expect(flat).toContain("holds 5 orders of an export from Shopify. Assumed: currency GBP, country GB, clock of Europe/London (read from the orders where not told: --currency, --country, --zone).");
    expect(flat).toContain("each is taken to have arrived 4 days after it left");
    expect(flat).toContain('Line 7, Created at: "yesterday" is not a date and time; this order was left out.');
    expect(flat).toContain("1 order has no e-mail address.");
    expect(flat).toContain("4 of them would have entered, 5 times in all");
    expect(flat).toMatch(/1 of the \d customers whose 90 days can be seen ordered again/);
    expect(flat).toContain("It is NOT an effect of the messages");
    expect(flat).toContain("No consent to marketing by e-mail is recorded for this customer.");
    expect(out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    // No colours where nobody watches.
    expect(out).not.toContain("\u001b");
  });

  it("prints the same as JSON, for every journey", async () => {
    const { out } = await runBacktest(["--csv", small, "--json", "--rows", "2"]);
    const { reports } = JSON.parse(out) as { reports: { journey: string; entered: number; rows: unknown[]; rowsLeftOut: number; note: string }[] };
    expect(reports.map(({ journey }) => journey)).toEqual(["welcome", "review", "replenishment", "winback", "referral"]);
    expect(reports[0]).toMatchObject({ entered: 5, rowsLeftOut: 3, note: expect.stringContaining("NOT an effect") as string });
    expect(reports[0]?.rows).toHaveLength(2);
  });

  it("explains every row it prints", async () => {
    const { out } = await runBacktest(["--csv", small, "--journey", "welcome", "--json", "--rows", "10"]);
    const { reports } = JSON.parse(out) as { reports: [{ rows: { customer: string; messages: unknown[]; ended: string }[] }] };
    const { rows } = reports[0];
    expect(rows).toHaveLength(5);
    for (const customer of new Set(rows.map((row) => row.customer))) {
      const trace = await runBacktest(["--csv", small, "--journey", "welcome", "--customer", customer]);
      const own = rows.filter((row) => row.customer === customer);
      expect(trace.out.match(/\n\S+ \S+ {2}Decided to send/g) ?? []).toHaveLength(own.reduce((n, row) => n + row.messages.length, 0));
      for (const { ended } of own) if (ended !== "still on the way") expect(trace.out.replace(/\s+/g, " ")).toContain(`ends: ${ended}`);
      expect(trace.out).toContain("Placed order");
    }
    const trace = await runBacktest(["--csv", small, "--journey", "welcome", "--customer", "BOB@example.com"]);
    expect(trace.out.replace(/\s+/g, " ")).toContain("No consent to marketing by e-mail is recorded for this customer. Rule: Marketing goes only to customers who agreed to it");
  });

  it("looks only at the days it is told", async () => {
    const { out } = await runBacktest(["--csv", small, "--journey", "welcome", "--from", "2026-02-01", "--to", "2026-02-28", "--json"]);
    expect((JSON.parse(out) as { reports: unknown[] }).reports).toEqual([expect.objectContaining({ orders: 1, entered: 1, from: "2026-02-01T00:00:00.000Z", to: "2026-02-28T23:59:59.999Z" })]);
  });

  it("stops at Ctrl-C, shows what it found so far, and says so", async () => {
    const large = join(folder, "large.csv");
    await writeOrdersExport(large, 60_000);
    let pressed = false;
    const { code, out, err } = await runBacktest(["--csv", large], {}, (child, said) => {
      if (!said.includes("Living through") || pressed) return;
      pressed = true;
      child.kill("SIGINT");
    });
    expect(code).toBe(130);
    expect(err).toMatch(/customers, \d+ (s|min) left/);
    expect(out).toMatch(/PARTIAL: stopped after [\d,]+ customers; the figures cover\s+only those\./);
  }, 300_000);
});

test.each([
  [["--shop", "a", "--csv", "b"], "--shop and --csv exclude each other"],
  [[], "--shop or --csv is missing"],
  [["--cvs", "x"], "--cvs is not an argument of this command; there are --shop, --csv, --journey"],
  [["--csv"], "--csv needs a value."],
  [["orders.csv"], '"orders.csv" stands alone'],
  [["--csv", "nowhere.csv"], "--csv nowhere.csv: there is no such file."],
  [["--csv", "package.json"], "This is not a CSV file"],
  [["--csv", "SMALL", "--journey", "unheard"], "--journey unheard is not a journey here. There are welcome, review, replenishment, winback, referral."],
  [["--csv", "SMALL", "--customer", "no@example.com"], "--customer no@example.com is not a customer here"],
  [["--csv", "SMALL", "--from", "2026-02-30"], "--from 2026-02-30 is not a day such as 2026-03-01."],
  [["--csv", "SMALL", "--from", "2030-01-01"], "--from 2030-01-01 lies ahead of all that is known. What is known goes from 2026-01-10 to 2026-06-20."],
  [["--csv", "SMALL", "--from", "2026-03-02", "--to", "2026-03-01"], "--from 2026-03-02 is later than --to 2026-03-01."],
  [["--csv", "SMALL", "--zone", "Mars/Base"], "--zone Mars/Base is not a time zone"],
  [["--csv", "SMALL", "--rows", "many"], "--rows many is not a whole number"],
  [["--shop", "a", "--currency", "GBP"], "--currency is for a file (--csv)"],
  [["--shop", "a"], "DATABASE_URL is not set, and DATA_DIR /nowhere/here holds no demo"],
])("%j is refused in one sentence", async (args, sentence) => {
  const { code, out, err } = await runBacktest(args.map((arg) => (arg === "SMALL" ? small : arg)), { DATA_DIR: "/nowhere/here" });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(sentence);
  expect(err.trim().split("\n")).toHaveLength(1);
});

const sample = new URL("../../shared/imports/shopify-orders-uk-2010-12-to-2011-08.csv.gz", import.meta.url).pathname;
if (!existsSync(sample)) console.warn(`\n*** ${sample} is not there: the backtest of a real export is SKIPPED ***\n`);

it.skipIf(!existsSync(sample))("explains rows of a real export", { timeout: 180_000 }, async () => {
  const { code, out } = await runBacktest(["--csv", sample, "--json", "--rows", "1000"]);
  expect(code).toBe(0);
  const { reports } = JSON.parse(out) as { reports: { journey: string; entered: number; sent: number; orders: number; rows: { customer: string; messages: unknown[] }[] }[] };
  expect(reports[0]).toMatchObject({ journey: "welcome", orders: 12_872 });
  for (const { journey, rows, entered } of reports) {
    if (entered === 0) continue;
    const row = rows.toSorted((a, b) => b.messages.length - a.messages.length)[0];
    const trace = await runBacktest(["--csv", sample, "--json", "--customer", row?.customer ?? ""]);
    const { entries } = JSON.parse(trace.out) as { entries: { kind: string; decision?: { journey: string; outcome: string; reason: string; facts: object } }[] };
    const decided = entries.filter(({ decision }) => decision?.journey === journey && decision.outcome === "send");
    const sent = rows.filter(({ customer }) => customer === row?.customer).reduce((n, { messages }) => n + messages.length, 0);
    expect(decided.length, journey).toBeGreaterThanOrEqual(sent);
    for (const { decision } of decided) expect(decision?.reason).not.toBe("");
  }
});
