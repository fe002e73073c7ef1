import fc from "fast-check";
import { expect, it, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop } from "#test/door.ts";
import { rowsOf } from "#test/import-rows.ts";
import type { ExportProblem } from "./core/event/payload/export-row.ts";
import { DAY } from "./core/shared/instant.ts";
import { importOrders } from "./import.server.ts";
import { plainSql } from "./models/plain-sql.ts";
import { readShop } from "./models/shop.ts";
import { postgresStore } from "./models/store/index.ts";
import { sampleOrder, takeIn } from "./models/testing.ts";
import { chunked, csv, ORDER, shopifyCsv, SHOPIFY_COLUMNS } from "./simulation/csv.fixture.ts";
import type { Cells } from "./simulation/csv.fixture.ts";

const { prisma: db } = await testDatabase();
const sql = plainSql(db);
const NOW = Date.UTC(2026, 4, 1);
let shops = 0;

async function newShop(platform: "shopify" | "woocommerce" | "magento" = "shopify"): Promise<string> {
  const id = `s${++shops}`;
  await addShop(db, id, platform, { currency: "GBP", country: "GB" });
  return id;
}

async function take(shopId: string, content: string | Uint8Array, { dryRun = false, size = 1 << 16 } = {}) {
  const problems: ExportProblem[] = [];
  const totals = await importOrders(chunked(content, size), { shop: await readShop(sql, shopId), sql, store: postgresStore(db), now: () => NOW, dryRun, onProblems: (found) => void problems.push(...found) });
  return { totals, problems };
}

const orderAt = (index: number, over: Cells = {}): Cells => ({ ...ORDER, Name: `#${1001 + index}`, Id: String(5_000_000_000_001 + index), ...over });
const ID = ORDER["Id"] as string;

it("ends in the same rows, however often and in whatever pieces files that overlap are imported", async () => {
  const all = Array.from({ length: 12 }, (_, index) => orderAt(index, { Email: `customer${index % 4}@example.com`, "Refunded Amount": index % 3 === 0 ? "5.00" : "0.00" }));
  const wanted = await newShop();
  await take(wanted, shopifyCsv(all));
  const rows = await rowsOf(db, wanted);
  const part = fc.record({ from: fc.nat(11), length: fc.integer({ min: 1, max: 12 }), size: fc.integer({ min: 40, max: 4000 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
      const shopId = await newShop();
      for (const { from, length, size } of parts) await take(shopId, shopifyCsv(all.slice(from, from + length)), { size });
      await take(shopId, shopifyCsv(all));
      expect((await take(shopId, shopifyCsv(all))).totals).toMatchObject({ taken: 0, unchanged: 12 });
      expect(await rowsOf(db, shopId)).toEqual(rows);
    }),
    { numRuns: 12 },
  );
});

it("leaves an order alone that a webhook told of, by its id or, where the file has none, by its number", async () => {
  const shopId = await newShop();
  const at = Date.UTC(2026, 0, 31, 10);
  await takeIn(db, shopId, [sampleOrder(ID, at, { number: "#1001", currency: "GBP" })], at);
  const before = await rowsOf(db, shopId);
  expect((await take(shopId, shopifyCsv([orderAt(0)]))).totals).toMatchObject({ taken: 0, unchanged: 1, withoutId: 0 });
  expect((await take(shopId, shopifyCsv([orderAt(0, { Id: "" })]))).totals).toMatchObject({ taken: 0, unchanged: 1, withoutId: 1 });
  expect(await rowsOf(db, shopId)).toEqual(before);
});

it("knows an order again that was imported from a file without ids", async () => {
  const shopId = await newShop();
  expect((await take(shopId, shopifyCsv([orderAt(0, { Id: "" })]))).totals.taken).toBe(1);
  expect((await take(shopId, shopifyCsv([orderAt(0)]))).totals).toMatchObject({ taken: 0, unchanged: 1 });
});

it("takes a parcel and a refund once when the platform tells of an imported order later", async () => {
  const shopId = await newShop();
  await take(shopId, shopifyCsv([orderAt(0, { "Refunded Amount": "5.00" })]));
  const at = NOW - DAY;
  await takeIn(db, shopId, [sampleOrder(ID, Date.UTC(2026, 0, 31, 10), {
    number: "#1001", currency: "GBP", total: 2200, version: { at, rank: 5, digest: "b" },
    shipments: [{ kind: "shipment", ref: "f1", orderRef: ID, version: { at, rank: 1, digest: "f" }, cancelled: false, shippedAt: Date.UTC(2026, 1, 1, 9), deliveredAt: null, carrier: null, trackingNumber: null, trackingUrl: null }],
    refunds: [{ kind: "refund", ref: "r1", orderRef: ID, at: Date.UTC(2026, 1, 1, 9), amount: 500, currency: "GBP", reason: null }, { kind: "refund", ref: "r2", orderRef: ID, at, amount: 300, currency: "GBP", reason: null }],
  })], NOW);
  const events = await db.event.findMany({ where: { shopId, type: { in: ["shipment.shipped", "order.refunded", "order.placed"] } }, orderBy: { key: "asc" } });
  expect(events.map(({ key }) => key)).toEqual([`order:${ID}:placed`, `refund:${ID}-refunded`, "refund:r2", `shipment:${ID}-shipped:shipped`]);
});

it("keeps another platform's ids apart from the shop's own", async () => {
  const shopId = await newShop("magento");
  await takeIn(db, shopId, [sampleOrder("55", NOW - DAY)], NOW - DAY);
  const woo = csv(["order_id", "order_number", "order_date", "status", "order_total", "order_currency", "billing_email", "customer_id"], [{ order_id: "55", order_number: "55", order_date: "2024-01-31 10:05:00", status: "completed", order_total: "10.00", order_currency: "GBP", billing_email: "eve@example.com", customer_id: "c1" }]);
  expect((await take(shopId, woo)).totals).toMatchObject({ platform: "woocommerce", taken: 1 });
  expect((await db.order.findMany({ where: { shopId }, orderBy: { ref: "asc" } })).map(({ ref, status }) => [ref, status])).toEqual([["55", "paid"], ["woocommerce-55", expect.any(String)]]);
  expect((await take(shopId, woo)).totals).toMatchObject({ taken: 0, unchanged: 1 });
  expect(await db.profile.count({ where: { shopId } })).toBe(2);
});

it("starts no walk, sends nothing, and does not reach walks of today", async () => {
  const shopId = await newShop();
  await takeIn(db, shopId, [sampleOrder("9001", NOW - DAY, { customer: { ref: null, email: "ann@example.com", phone: null, firstName: "Ann", lastName: null, locale: "en", address: null } })], NOW - DAY);
  const walks = async () => [await db.enrollment.findMany({ where: { shopId }, orderBy: { id: "asc" } }), await db.message.findMany({ where: { shopId } }), await db.decision.count({ where: { shopId } })];
  const before = await walks();
  expect(before[0]).not.toEqual([]);
  expect((await take(shopId, shopifyCsv([orderAt(0), orderAt(1, { "Cancelled at": "2026-02-02 10:00:00 +0000" })]))).totals.taken).toBe(2);
  expect(await walks()).toEqual(before);
  expect(await db.profile.findMany({ where: { shopId }, select: { email: true, orders: true } })).toEqual([{ email: "ann@example.com", orders: 3 }]);
});

it("names every place by its line and column, in the order of the file", async () => {
  const shopId = await newShop();
  const { totals, problems } = await take(shopId, shopifyCsv(Array.from({ length: 400 }, (_, index) => orderAt(index, { "Created at": "yesterday" }))), { dryRun: true, size: 5_000 });
  expect(totals).toMatchObject({ orders: 400, taken: 0, notTaken: 400, problems: 400 });
  expect(problems.map(({ line }) => line)).toEqual(Array.from({ length: 400 }, (_, index) => index + 2));
  expect(problems[0]).toMatchObject({ field: "Created at", problem: expect.stringContaining("not a date") });
});

const TWO = shopifyCsv([orderAt(0), orderAt(1)]);
const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Uint8Array.from(Buffer.from(text, encoding));
test.each([
  ["a workbook", bytes("504b0304aa", "hex"), "spreadsheet workbook"],
  ["an old workbook", bytes("d0cf11e0aa", "hex"), "spreadsheet workbook"],
  ["UTF-16", bytes(`\ufeff${TWO}`, "utf16le"), "UTF-16"],
  ["UTF-16 without a mark", bytes(TWO, "utf16le"), "CSV UTF-8"],
  ["an empty file", "", "The file is empty."],
  ["a header alone", csv(SHOPIFY_COLUMNS, []), "column names but no orders"],
  ["another table", "Name,Colour\nAnn,red\n", "not those of an orders export we know"],
  ["a web page", "<!doctype html><html>", "not a CSV file"],
  ["a damaged .gz", bytes("1f8b0800000000000003aabb", "hex"), "damaged or not complete"],
])("refuses %s in one sentence", async (_, content, sentence) => {
  await expect(take("s1", content)).rejects.toThrow(sentence);
});

test.each([
  ["semicolons", csv(SHOPIFY_COLUMNS, [orderAt(0), orderAt(1)], ";"), 2, 0],
  ["a byte order mark", bytes(`\ufeff${TWO}`, "utf8"), 2, 0],
  ["a quotation mark that is cut off", `${TWO}"#1003,cut`, 2, 1],
])("reads %s", async (_, content, orders, problems) => {
  expect((await take(await newShop(), content, { dryRun: true })).totals).toMatchObject({ taken: orders, problems });
});
