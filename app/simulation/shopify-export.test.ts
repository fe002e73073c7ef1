import { describe, expect, it } from "vitest";
import { ORDER, readAll, readOne, SHOP, shopifyCsv } from "./csv.fixture.ts";
import type { Cells } from "./csv.fixture.ts";

const one = (cells: Cells = {}, ...more: Cells[]) => readOne(shopifyCsv([{ ...ORDER, ...cells }, ...more]));
const item = (cells: Cells): Cells => ({ Name: "#1001", Email: "Ann@Example.com", "Created at": "2026-01-31 10:00:00 +0000", "Lineitem quantity": "1", "Lineitem price": "1.00", "Lineitem discount": "0.00", ...cells });
const at = (text: string): number => Date.parse(text);

describe("Shopify's orders export", () => {
  it("reads an order with all that the export says", async () => {
    const order = await one({ Phone: "+44 7911 123456", "Billing Phone": "+44 20 7946 0000" });
    expect(order).toMatchObject({
      kind: "order", ref: "5000000000001", number: "#1001", currency: "GBP", total: 2200, draft: false, test: false,
      placedAt: at("2026-01-31T10:00:00Z"), paidAt: at("2026-01-31T10:05:00Z"), fulfilledAt: at("2026-02-01T09:00:00Z"),
      cancelledAt: null, fullyRefundedAt: null, awaitingPayment: false, cashOnDelivery: false,
      lines: [{ ref: "line-1", productRef: "MUG-1", sku: "MUG-1", title: "Mug", quantity: 2, total: 1800 }],
      customer: { ref: null, email: "ann@example.com", phone: "+447911123456", firstName: "Ann", lastName: "van Dyke", address: { country: "GB", province: null, city: "Leeds", postcode: "LS1 4AP" } },
      consents: [{ channel: "email", granted: true, at: at("2026-01-31T10:00:00Z"), source: "checkout" }],
      shipments: [{ kind: "shipment", orderRef: "5000000000001", shippedAt: at("2026-02-01T09:00:00Z"), deliveredAt: null }],
      refunds: [],
    });
    expect(order.version.at).toBe(at("2026-02-01T09:00:00Z"));
  });

  it("joins the rows of one order and keeps the next apart", async () => {
    const { orders } = await readAll(shopifyCsv([ORDER, item({ "Lineitem name": "Saucer" }), { ...ORDER, Name: "#1002", Id: "5000000000002" }]));
    expect(orders.map(({ number, lines }) => [number, lines.map(({ title }) => title)])).toEqual([["#1001", ["Mug", "Saucer"]], ["#1002", ["Mug"]]]);
  });

  it("knows a product by its SKU, else by its title however it is typed", async () => {
    const order = await one({}, item({ "Lineitem name": "Blue  SAUCER" }), item({ "Lineitem name": "blue saucer" }), item({ "Lineitem sku": "X-9" }));
    expect(order.lines.map(({ productRef }) => productRef)).toEqual(["MUG-1", "blue saucer", "blue saucer", "X-9"]);
    expect(order.lines[3]?.title).toBe("X-9");
  });

  it("takes discounts off the lines: the line's own, and the order's in proportion to the penny", async () => {
    const order = await one({ Subtotal: "20.00", "Discount Amount": "9.00", "Lineitem discount": "1.00" }, item({ "Lineitem name": "Tray", "Lineitem price": "12.00" }));
    expect(order.lines.reduce((sum, { total }) => sum + total, 0)).toBe(2000);
    expect(order.lines.map(({ total }) => total)).toEqual([1172, 828]);
  });

  it("never takes off more than the export says was given", async () => {
    // A removed item keeps its row, so the lines may add up to more than the subtotal.
    expect((await one({ Subtotal: "9.00", "Discount Amount": "0.00" })).lines[0]?.total).toBe(1800);
    expect((await one({ Subtotal: "9.00", "Discount Amount": "2.00" })).lines[0]?.total).toBe(1600);
  });

  it("keeps decimal quantities and zero-decimal currencies", async () => {
    expect((await one({ "Lineitem quantity": "1.5" })).lines[0]).toMatchObject({ quantity: 1.5, total: 1350 });
    expect(await one({ Currency: "JPY", Total: "2200", "Lineitem price": "900" })).toMatchObject({ total: 2200, lines: [{ total: 1800 }] });
  });

  it.each([
    ["pending", { paid: false, awaiting: true, refunded: false }],
    ["authorized", { paid: false, awaiting: false, refunded: false }],
    ["partially_paid", { paid: false, awaiting: true, refunded: false }],
    ["paid", { paid: true, awaiting: false, refunded: false }],
    ["partially_refunded", { paid: true, awaiting: false, refunded: false }],
    ["refunded", { paid: true, awaiting: false, refunded: true }],
    ["voided", { paid: false, awaiting: false, refunded: false }],
    ["expired", { paid: false, awaiting: true, refunded: false }],
  ])("reads the financial status %s", async (status, expected) => {
    const order = await one({ "Financial Status": status, "Paid at": "" });
    expect({ paid: order.paidAt !== null, awaiting: order.awaitingPayment, refunded: order.fullyRefundedAt !== null }).toEqual(expected);
  });

  it("counts a refund from the last moment the export knows, and none where nothing was paid", async () => {
    const order = await one({ "Financial Status": "partially_refunded", "Refunded Amount": "5.00" });
    expect(order.refunds).toEqual([{ kind: "refund", ref: "5000000000001-refunded", orderRef: "5000000000001", at: at("2026-02-01T09:00:00Z"), amount: 500, currency: "GBP", reason: null }]);
    expect((await one({ "Financial Status": "voided", "Paid at": "", "Refunded Amount": "5.00" })).refunds).toEqual([]);
  });

  it("reads a cancelled order, and a newer export of it as newer", async () => {
    const before = await one();
    const after = await one({ "Cancelled at": "2026-02-01 09:00:00 +0000" });
    expect(after.cancelledAt).toBe(at("2026-02-01T09:00:00Z"));
    expect(after.version.at).toBe(before.version.at);
    expect(after.version.rank).toBeGreaterThan(before.version.rank);
    expect(after.version.digest).not.toBe(before.version.digest);
  });

  it("waits for no money in cash on delivery", async () => {
    expect(await one({ "Financial Status": "pending", "Payment Method": "Cash on Delivery (COD)", "Paid at": "" })).toMatchObject({ cashOnDelivery: true, awaitingPayment: false });
  });

  it("takes a no, or nothing, for no consent", async () => {
    expect((await one({ "Accepts Marketing": "no" })).consents).toEqual([]);
    expect((await one({ "Accepts Marketing": "" })).consents).toEqual([]);
  });

  it("keeps a guest without e-mail as nobody else", async () => {
    expect((await one({ Email: "", "Billing Name": "" })).customer).toMatchObject({ ref: null, email: null, phone: null, firstName: null });
  });

  it("reads a phone number in the buyer's country, without the mark for spreadsheets", async () => {
    expect((await one({ "Billing Phone": "'07911 123456" })).customer.phone).toBe("+447911123456");
  });

  it("names the order by its number where a spreadsheet spoilt the ids", async () => {
    expect((await one({ Id: "5.00E+12" })).ref).toBe("#1001");
  });

  it("reads times without a zone in the shop's", async () => {
    const order = await readOne(shopifyCsv([{ ...ORDER, "Created at": "2026-07-31 10:00" }]), { ...SHOP, timeZone: "Europe/London" });
    expect(order.placedAt).toBe(at("2026-07-31T09:00:00Z"));
  });

  it.each([
    ["Total", "abc", '"abc" is not an amount of GBP; this order was left out'],
    ["Total", "-3.00", "the total is below zero; this order was left out"],
    ["Created at", "", "this is missing; this order was left out"],
    ["Created at", "yesterday", '"yesterday" is not a date and time; this order was left out'],
    ["Paid at", "2026-13-45", '"2026-13-45" is not a date and time; this order was left out'],
    ["Currency", "pounds", '"POUNDS" is not a currency code; this order was left out'],
    ["Refunded Amount", "x", '"x" is not an amount of GBP; this order was left out'],
    ["Lineitem price", "1.2.3", '"1.2.3" is not an amount of GBP; this item was left out'],
    ["Lineitem quantity", "two", '"two" is not a quantity; this item was left out'],
    ["Lineitem price", "", "this is missing; this item was left out"],
  ])("names the line and the field of a bad %s", async (field, value, problem) => {
    const { orders, summary } = await readAll(shopifyCsv([{ ...ORDER, Name: "#1000", Id: "1" }, { ...ORDER, [field]: value }, { ...ORDER, Name: "#1002", Id: "2" }]));
    expect(summary.problems).toEqual([{ line: 3, field, problem }]);
    expect(orders.map(({ number }) => number)).toEqual(problem.endsWith("order was left out") ? ["#1000", "#1002"] : ["#1000", "#1001", "#1002"]);
  });

  it("says once that an order's first row is missing", async () => {
    const { orders, summary } = await readAll(shopifyCsv([item({ "Lineitem name": "A" }), item({ "Lineitem name": "B" })]));
    expect(orders).toEqual([]);
    expect(summary.problems).toEqual([{ line: 2, field: "Total", problem: "the first row of order #1001 is missing or stands elsewhere in the file; this order was left out" }]);
  });

  it("refuses an export without a needed column and names it", async () => {
    const columns = shopifyCsv([ORDER]).replace("Financial Status", "Status").replace("Email", "Mail");
    await expect(readAll(columns)).rejects.toThrow('the columns "Email", "Financial Status" are missing');
  });
});
