import fc from "fast-check";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { chunked, csv, ORDER, readAll, SHOP, SHOPIFY_COLUMNS, shopifyCsv } from "./csv.fixture.ts";
import { readOrdersCsv } from "./orders-csv.ts";
import { UnusableFile } from "./unusable-file.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const numbered = (count: number) => Array.from({ length: count }, (_, index) => ({ ...ORDER, Name: `#${index + 1}`, Id: String(index + 1), Notes: index % 2 ? 'says "hi",\nbye' : "" }));

describe("reading a file of orders", () => {
  it("reads the same however the file is cut, written and packed", async () => {
    const rows = numbered(4);
    const plain = await readAll(shopifyCsv(rows));
    expect(plain.orders).toHaveLength(4);
    const forms = [bytes(`\ufeff${shopifyCsv(rows)}`), shopifyCsv(rows).trimEnd(), csv(SHOPIFY_COLUMNS, rows, ";"), csv(SHOPIFY_COLUMNS, rows, "\t"), `sep=,\r\n${csv(SHOPIFY_COLUMNS, rows, ",", "\r\n")}`, csv(SHOPIFY_COLUMNS, rows, ",", "\r"), `\n\n${shopifyCsv(rows)}\n\n`, gzipSync(shopifyCsv(rows))];
    for (const form of forms) for (const size of [1, 7, 100, 1 << 16]) expect((await readAll(form, SHOP, size)).orders, `${form.slice(0, 9)} by ${size}`).toEqual(plain.orders);
  });

  it("keeps letters that are cut in two", async () => {
    const { orders } = await readAll(bytes(shopifyCsv([{ ...ORDER, "Lineitem name": "Tasse für Müsli 🥣" }])), SHOP, 1);
    expect(orders[0]?.lines[0]?.title).toBe("Tasse für Müsli 🥣");
  });

  it("tells the bytes read, and counts", async () => {
    const content = gzipSync(shopifyCsv(numbered(50)));
    const seen: number[] = [];
    const file = readOrdersCsv(chunked(content, 64), SHOP, { onProgress: (read) => seen.push(read) });
    for await (const _ of file.orders);
    expect(seen.at(-1)).toBe(content.length);
    expect(file.summary).toEqual({ platform: "shopify", orders: 50, rows: 50, unread: 0, problems: [], problemCount: 0 });
  });

  it("says the line of the file also below cells of several lines", async () => {
    const { summary } = await readAll(shopifyCsv([{ ...ORDER, Notes: "one\ntwo\nthree" }, { ...ORDER, Name: "#2", Id: "2", Total: "?" }]));
    expect(summary.problems).toMatchObject([{ line: 5, field: "Total" }]);
  });

  it("leaves out a row of another width, and goes on", async () => {
    const [head, first, second] = shopifyCsv(numbered(2).map((row) => ({ ...row, Notes: "" }))).split("\n");
    const { orders, summary } = await readAll([head, "#9,x", first, `${second},,`, `${second},surplus`].join("\n"));
    expect(orders.map(({ number }) => number)).toEqual(["#1", "#2"]);
    expect(summary.problems).toEqual([
      { line: 2, field: "", problem: "the row has 2 cells where the header has 39, so it was left out" },
      { line: 5, field: "", problem: "the row has 40 cells where the header has 39, so it was left out" },
    ]);
  });

  it.each([["opens and never closes", '"oops'], ["closes in the middle", '"a" b']])("does not let a quotation mark that %s swallow what follows", async (_, cell) => {
    const lines = shopifyCsv(numbered(5).map((row) => ({ ...row, Notes: "" }))).split("\n");
    lines[2] = lines[2]?.replace("Mug", cell) ?? "";
    for (const size of [50, 1 << 16]) {
      const { orders, summary } = await readAll(lines.join("\n"), SHOP, size);
      expect(orders.map(({ number }) => number)).toEqual(["#1", "#3", "#4", "#5"]);
      expect(summary.problems).toEqual([{ line: 3, field: "", problem: 'a quotation mark (") is not closed or not doubled, so this line was left out' }]);
    }
  });

  it("finds an unclosed quotation mark at the top of a long file without reading it all into memory", async () => {
    const lines = shopifyCsv(numbered(12_000).map((row) => ({ ...row, Notes: "" }))).split("\n");
    lines[1] = `"${lines[1]}`;
    const { orders, summary } = await readAll(lines.join("\n"));
    expect([orders.length, summary.problems[0]?.line, summary.problemCount]).toEqual([11_999, 2, 1]);
  });

  it("says once that letters are not UTF-8, and reads the rest", async () => {
    const latin = Uint8Array.from(shopifyCsv([ORDER, { ...ORDER, Name: "#2", Id: "2", "Shipping City": "Zürich" }, { ...ORDER, Name: "#3", Id: "3", "Shipping City": "Köln" }]), (letter) => letter.charCodeAt(0));
    const { orders, summary } = await readAll(latin);
    expect(orders).toHaveLength(3);
    expect(summary.problems).toEqual([{ line: 3, field: "", problem: 'from here on some letters cannot be read; if names matter, save the file as "CSV UTF-8" and try again' }]);
  });

  it("keeps a bounded list of problems and counts them all", async () => {
    const { summary } = await readAll(shopifyCsv(numbered(300).map((row) => ({ ...row, Total: "?" }))));
    expect([summary.problems.length, summary.problemCount, summary.orders]).toEqual([100, 300, 0]);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ["nothing", "", /^The file is empty\.$/],
    ["empty lines", "\n\n", /^The file is empty\.$/],
    ["a header alone", shopifyCsv([]), /column names but no orders/],
    ["prose", "Dear shop\nhere are the orders\n", /no column names/],
    ["other columns", "Handle,Title,Vendor\nmug,Mug,Acme\n", /"Handle", "Title", "Vendor"\) are not those of an orders export we know. We read Shopify's/],
    ["JSON", '[{"id":1}]', /not a CSV file/],
    ["a web page", "<!DOCTYPE html><html>\n</html>", /not a CSV file/],
    ["a workbook", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), /workbook or a zip archive/],
    ["an old workbook", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1), /spreadsheet workbook/],
    ["a PDF", "%PDF-1.7\n", /no column names|PDF/],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x4e, 0), /UTF-16/],
    ["UTF-16 without a mark", bytes("N\u0000a\u0000m\u0000e\u0000,\u0000\n\u0000"), /CSV UTF-8/],
    ["a damaged gzip", gzipSync(shopifyCsv(numbered(500))).subarray(0, 300), /damaged or not complete/],
    ["one endless line", "x".repeat(1_200_000), /no column names/],
    ["an endless line below", `${SHOPIFY_COLUMNS.join(",")}\n${"x".repeat(2_200_000)}`, /more than a million characters/],
  ])("says in a sentence what is wrong with %s", async (_, content, message) => {
    const reading = readAll(content);
    await expect(reading).rejects.toThrow(UnusableFile);
    await expect(reading).rejects.toThrow(message);
  });

  it("never fails otherwise, whatever stands in the rows", async () => {
    const cell = fc.oneof(fc.string({ unit: "binary", maxLength: 12 }), fc.constantFrom('"', '""', "\n", "\r\n", ",", "-1", "1e9", "2026-02-30", "=1+1", "9".repeat(40), "\u0000", "\ud800"));
    const row = fc.dictionary(fc.constantFrom(...SHOPIFY_COLUMNS), cell, { maxKeys: 6 });
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), fc.boolean(), async (rows, raw) => {
      const filled = rows.map((cells) => ({ ...ORDER, ...cells }));
      const content = raw ? `${SHOPIFY_COLUMNS.join(",")}\n${filled.map((cells: Record<string, string>) => SHOPIFY_COLUMNS.map((name) => cells[name] ?? "").join(",")).join("\n")}\n` : shopifyCsv(filled);
      const { orders, summary } = await readAll(content);
      for (const order of orders) for (const line of order.lines) expect(Number.isSafeInteger(line.total) && line.total >= 0).toBe(true);
      expect(orders.length).toBe(summary.orders);
    }), { numRuns: 300 });
  });
});
