import { createReadStream, existsSync } from "node:fs";
import { expect, it, test } from "vitest";
import { chunked } from "./csv.fixture.ts";
import { plainColumns } from "./plain-orders-columns.ts";
import type { PlainField } from "./plain-orders-columns.ts";
import { readPlainOrders } from "./plain-orders.ts";
import type { PlainShop } from "./plain-orders.ts";

const SHOP: PlainShop = { currency: "GBP", timeZone: "UTC", until: Date.UTC(2030, 0, 1), dayFirst: null };
const SCORING = new URL("../../../shared/scoring/", import.meta.url);

async function read(text: string, { told = {}, ...shop }: Partial<PlainShop> & { told?: Partial<Record<PlainField, string>> } = {}) {
  const columns = plainColumns((text.split("\n")[0] as string).split(","), told);
  const { histories, summary } = await readPlainOrders(chunked(text, 16), ",", columns, { ...SHOP, ...shop }, () => undefined);
  return { customers: [...histories.customers()], histories, summary };
}
const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;
const UCI = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID";

test("lines of one invoice are one order, postage is paid and is no product", async () => {
  const { customers, summary } = await read(lines(UCI, "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0", "536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.00,17850.0", "536366,71053,LANTERN,2,2010-12-02,0.065,17850", "536367,71053,LANTERN,2,2010-12-02,1,"));
  expect(customers).toHaveLength(1);
  expect(customers[0]).toMatchObject({
    key: "17850",
    events: [
      { type: "order.placed", at: Date.UTC(2010, 11, 1, 8, 26), data: { orderRef: "536365", amount: 3330, currency: "GBP", items: [{ productRef: "85123A", quantity: 6 }] } },
      { type: "order.placed", data: { orderRef: "536366", amount: 13, items: [{ productRef: "71053", quantity: 2 }] } },
    ],
  });
  expect(summary).toMatchObject({ rows: 4, nameless: 1, problemCount: 0 });
});

test("what comes back is set against the newest earlier order with that product; a whole order within a day is cancelled", async () => {
  const { customers, histories } = await read(
    lines(UCI, "1,A,A,2,2011-01-01,5.00,9", "2,A,A,1,2011-02-01,5.00,9", "2,B,B,1,2011-02-01,7.00,9", "C3,A,A,-1,2011-02-20,5.00,9", "4,Z,Z,10,2011-03-01 09:00,1.00,9", "C5,Z,Z,-10,2011-03-01 10:00,1.00,9", "C6,D,Discount,-1,2010-01-01,3.00,8"),
  );
  const [eight, nine] = [customers.find(({ key }) => key === "8"), customers.find(({ key }) => key === "9")];
  expect(nine?.events.filter(({ type }) => type !== "order.placed")).toMatchObject([
    { type: "order.refunded", data: { orderRef: "2", refundRef: "C3", amount: 500 } },
    { type: "order.cancelled", data: { orderRef: "4", amount: 1000 } },
  ]);
  expect(eight?.events).toEqual([]);
  expect(histories.takenBack).toEqual({ invoices: 3, unmatched: 1 });
});

test("a customer or a shop whose own numbers begin with C cancels nothing by that", async () => {
  const { customers, histories } = await read(lines("cust,date,amount", "C17,2011-01-01,5"));
  expect(customers[0]?.events).toMatchObject([{ type: "order.placed" }]);
  expect(histories.takenBack.invoices).toBe(0);
  const all = await read(lines("cust,order,date,amount", "a,C1,2011-01-01,5", "a,C2,2011-02-01,5"));
  expect(all.customers[0]?.events).toMatchObject([{ type: "order.placed" }, { type: "order.placed" }]);
  const some = await read(lines("cust,order,date,amount", "a,1,2011-01-01,5", "a,C2,2011-02-01,5"));
  expect(some.customers[0]?.events).toMatchObject([{ type: "order.placed" }, { type: "order.refunded", data: { orderRef: "1", amount: 500 } }]);
});

test("no more is ever taken back than was paid", async () => {
  const { customers } = await read(lines(UCI, "1,A,A,1,2011-01-01,5.00,9", "C2,A,A,-9,2011-01-05,5.00,9", "C3,A,A,-9,2011-01-06,5.00,9"));
  expect(customers[0]?.events.map((event) => [event.type, "amount" in event.data ? event.data.amount : null])).toEqual([["order.placed", 500], ["order.refunded", 500]]);
});

test("without numbers of orders, rows of one moment are one order; a row a day later under the same number is another", async () => {
  expect((await read(lines("cust,date,amount", "a,20110101,5", "a,20110101,6", "a,20110102,7"))).customers[0]?.events.map(({ data }) => "amount" in data && data.amount)).toEqual([1100, 700]);
  const { customers } = await read(lines("customer,order_id,date,amount", "a,1,2011-01-01,5", "a,1,2011-01-01 10:00,6", "a,1,2012-01-01,7"));
  expect(customers[0]?.events).toMatchObject([{ data: { orderRef: "1", amount: 1100 } }, { data: { amount: 700 } }]);
});

test("an order's total that each of its rows repeats is counted once", async () => {
  const { customers } = await read(lines("email,order number,created at,sku,order total", "Ann@Example.com,7,2011-01-01,x,12.50", "ann@example.com ,7,2011-01-01,y,12.50"));
  expect(customers).toMatchObject([{ key: "ann@example.com", events: [{ data: { amount: 1250, items: [{ productRef: "x" }, { productRef: "y" }] } }] }]);
});

test("dates that may be read in two ways are read as the others of the file, and refused where nothing tells", async () => {
  const at = async (rows: readonly string[], dayFirst: boolean | null = null) => (await read(lines("cust,date", ...rows), { dayFirst })).customers.map(({ events }) => new Date(events[0]?.at ?? 0).toISOString().slice(0, 10));
  expect(await at(["a,3/4/2011 8:26", "b,3/25/2011 9:00"])).toEqual(["2011-03-04", "2011-03-25"]);
  expect(await at(["a,3/4/2011", "b,25/3/2011"])).toEqual(["2011-04-03", "2011-03-25"]);
  expect(await at(["a,3/4/2011"], true)).toEqual(["2011-04-03"]);
  expect(await at(["a,3/3/2011"])).toEqual(["2011-03-03"]);
  await expect(at(["a,3/4/2011"])).rejects.toThrow('Column "date": we cannot tell the day from the month in the dates of this file. Say which comes first: --dates day or --dates month.');
  await expect(at(["a,3/4/2011", "b,3/25/2011", "b,25/3/2011"])).rejects.toThrow("some dates of this file begin with the day and some with the month");
});

test("rows that cannot be read are named by line and column, and left out", async () => {
  const { customers, summary } = await read(lines("cust,date,quantity,price", "a,2011-02-30,1,1", "a,2011-02-01,many,1", "a,2011-02-01,1,free", "a,,1,1", "a,2011-02-03,999999999,999999999", "a,2011-02-01,1,1"));
  expect(customers[0]?.events).toHaveLength(1);
  expect(summary.problems.map(({ line, field, problem }) => `${line} ${field}: ${problem}`)).toEqual([
    '2 date: "2011-02-30" is not a date, so this row was left out',
    '3 quantity: "many" is not a quantity, so this row was left out',
    '4 price: "free" is not an amount of GBP, so this row was left out',
    "5 date: this is missing, so this row was left out",
    '6 price: "999999999" for each of 999999999 is more than anybody pays, so this row was left out',
  ]);
});

test("rows after the moment asked for are not read", async () => {
  const before = ["a,2011-01-01,5", "b,2011-01-05,6"];
  const until = Date.UTC(2011, 0, 31);
  const alone = await read(lines("cust,date,amount", ...before), { until });
  const more = await read(lines("cust,date,amount", "a,2011-02-01,9", ...before, "c,2011-03-01,nothing", "b,2011-02-02,-6"), { until });
  expect(more.customers).toEqual(alone.customers);
  expect(more.summary).toMatchObject({ later: 3, problemCount: 0 });
});

test("a currency column gives the file its currency", async () => {
  const { histories, customers } = await read(lines("cust,date,amount,currency", "a,2011-01-01,500,jpy", "a,2011-01-02,5,EUR", "a,2011-01-03,600,JPY"));
  expect(histories.currency).toBe("JPY");
  expect(customers[0]?.events.map(({ data }) => "amount" in data && [data.amount, data.currency])).toEqual([[500, "JPY"], [500, "EUR"], [600, "JPY"]]);
});

test.each([
  ["when,what", {}, 'No column of this file says who bought (an id or an e-mail address). Its columns are "when", "what". Name it: --columns customer=…'],
  ["cust,what", {}, "No column of this file says when."],
  ["cust,date", { customer: "client" }, '--columns customer=client: the file has no column of that name. Its columns are "cust", "date".'],
])("columns %s: refused", (header, told, sentence) => {
  expect(() => plainColumns(header.split(","), told)).toThrow(sentence);
});

test("a column is taken as it is told, however it is called", () => {
  expect(plainColumns(["When It Was", "customer_id", "Who"], { customer: "Who", date: "when it was" })).toMatchObject({ customer: { index: 2, name: "Who" }, date: { index: 0 }, order: { index: -1 } });
});

const FACTS = [
  ["cdnow_sample.csv", "customer_id,sample_id,date,number_of_cds,dollar_value", 2_357, 6_696],
  ["grocery_2006.csv", "cust,date", 1_525, 7_094],
] as const;
// Facts of the public files: customers, and days on which one of them bought.
for (const [name, header, customers, purchases] of FACTS) {
  const there = existsSync(new URL(name, SCORING));
  if (!there) console.warn(`\n*** ${new URL(name, SCORING).pathname} is not there: reading it is SKIPPED ***\n`);
  it.skipIf(!there)(`reads ${name} whole`, async () => {
    const { histories, summary } = await readPlainOrders(createReadStream(new URL(name, SCORING)), ",", plainColumns(header.split(","), {}), SHOP, () => undefined);
    let placed = 0;
    for (const { events } of histories.customers()) placed += events.length;
    expect({ customers: histories.size, placed, problems: summary.problemCount }).toEqual({ customers, placed: purchases, problems: 0 });
  });
}
