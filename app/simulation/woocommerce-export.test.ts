import { describe, expect, it } from "vitest";
import { csv, readAll, readOne, SHOP } from "./csv.fixture.ts";
import type { Cells } from "./csv.fixture.ts";

const at = (text: string): number => Date.parse(text);
const EURO = { currency: "EUR", country: "DE", timeZone: "Europe/Berlin" };

/** Customer/Order/Coupon Export's names, one row per item. */
const ITEM_ROW: Cells = {
  order_id: "741", order_number: "A-741", date: "2026-03-01 12:30:00", status: "completed", order_total: "25.50", order_currency: "EUR", refunded_total: "0.00", payment_method: "stripe",
  customer_id: "12", billing_first_name: "Ida", billing_last_name: "Berg", billing_email: "Ida@Example.com", billing_phone: "030 901820", billing_postcode: "10115", billing_city: "Berlin",
  billing_state: "BE", billing_country: "DE", item_name: "Soap", item_sku: "SOAP", item_quantity: "2", item_total: "10.00", item_price: "5.00",
};
const rows = (...given: Cells[]): string => csv([...new Set(given.flatMap((row) => Object.keys(row)))], given);

describe("WooCommerce exports", () => {
  it("reads one row per item", async () => {
    const order = await readOne(rows(ITEM_ROW, { ...ITEM_ROW, item_name: "Brush", item_sku: "", item_quantity: "1", item_total: "15.50" }), EURO);
    expect(order).toMatchObject({
      ref: "741", number: "A-741", placedAt: at("2026-03-01T11:30:00Z"), paidAt: at("2026-03-01T11:30:00Z"), total: 2550, currency: "EUR", fulfilledAt: null, refunds: [], shipments: [], consents: [],
      lines: [{ productRef: "SOAP", quantity: 2, total: 1000 }, { productRef: "brush", title: "Brush", quantity: 1, total: 1550 }],
      customer: { ref: "12", email: "ida@example.com", phone: "+4930901820", firstName: "Ida", lastName: "Berg", address: { country: "DE", province: "BE", city: "Berlin", postcode: "10115" } },
    });
  });

  it("joins rows that leave the order's own columns empty", async () => {
    const { orders, summary } = await readAll(rows(ITEM_ROW, { item_name: "Brush", item_quantity: "1", item_total: "15.50" }, { ...ITEM_ROW, order_id: "742" }), EURO);
    expect([orders.map(({ lines }) => lines.length), summary.problemCount]).toEqual([[2, 1], 0]);
  });

  it("reads all items from one cell, joined by semicolons or as JSON", async () => {
    const { item_name: _a, item_sku: _b, item_quantity: _c, item_total: _d, item_price: _e, ...order } = ITEM_ROW;
    const packed = "id:9|name:Soap; lavender|product_id:3|sku:SOAP|quantity:2|subtotal:10.00|total:10.00;id:10|name:Brush|sku:|quantity:1|total:15.50";
    const expected = [{ productRef: "SOAP", title: "Soap; lavender", quantity: 2, total: 1000 }, { productRef: "brush", quantity: 1, total: 1550 }];
    expect((await readOne(rows({ ...order, line_items: packed }), EURO)).lines).toMatchObject(expected);
    const json = JSON.stringify([{ name: "Soap; lavender", sku: "SOAP", quantity: 2, total: "10.00" }, { name: "Brush", quantity: 1, total: "15.50" }]);
    expect((await readOne(rows({ ...order, line_items: json }), EURO)).lines).toMatchObject(expected);
  });

  it("names the line of items that cannot be read", async () => {
    const { orders, summary } = await readAll(rows({ ...ITEM_ROW, item_name: "", item_sku: "", line_items: "" }), EURO);
    expect([orders[0]?.lines, summary.problemCount]).toEqual([[], 0]);
    const { item_name: _a, item_sku: _b, ...order } = ITEM_ROW;
    expect((await readAll(rows({ ...order, line_items: '[{"name":' }), EURO)).summary.problems).toEqual([{ line: 2, field: "line_items", problem: "the order's items cannot be read; this order was left out" }]);
  });

  it("reads Order Import Export's numbered item columns", async () => {
    const order = await readOne(rows({
      order_id: "5", order_number: "5", order_date: "2026-03-01 12:30:00", paid_date: "2026-03-01 12:31:00", status: "processing", order_total: "8.00", order_currency: "EUR", payment_method: "cod",
      payment_method_title: "Cash on delivery", customer_email: "a@example.com", billing_email: "", line_item_1: "name:Soap|product_id:3|sku:SOAP|quantity:1|total:5.00|sub_total:5.00", line_item_2: "name:Pen|quantity:1|total:3.00", line_item_3: "",
    }), EURO);
    expect(order).toMatchObject({ cashOnDelivery: true, awaitingPayment: false, paidAt: at("2026-03-01T11:31:00Z"), customer: { email: "a@example.com" }, lines: [{ productRef: "SOAP", total: 500 }, { productRef: "pen", total: 300 }] });
  });

  it("reads Advanced Order Export's labels, semicolons and decimal commas", async () => {
    const row: Cells = { "Order Number": "26", "Order Status": "On hold", "Order Date": "2026-03-01 12:30", "First Name (Billing)": "Ida", "Email (Billing)": "ida@example.com", "Country Code (Billing)": "DE", "Payment Method Title": "Bank transfer", "Order Refund Amount": "0", "Order Total Amount": "1.234,50", SKU: "SOAP", "Item #": "1", "Item Name": "Soap", "Quantity (- Refund)": "2", "Item Cost": "617,25" };
    const order = await readOne(csv(Object.keys(row), [row], ";", "\r\n"), EURO);
    expect(order).toMatchObject({ ref: "26", total: 123450, awaitingPayment: true, paidAt: null, currency: "EUR", lines: [{ sku: "SOAP", quantity: 2, total: 123450 }] });
  });

  it("reads WP All Export's names, numbered products too", async () => {
    const row: Cells = { "Order ID": "77", "Order Date": "2026-03-01", "Completed Date": "2026-03-03", "Order Status": "wc-completed", "Order Currency": "EUR", "Order Total": "13.00", "Billing Email Address": "", "Customer Account Email Address": "b@example.com", "Product Name #1": "Soap", "SKU #1": "SOAP", "Quantity #1": "1", "Item Total #1": "5", "Product Name #2": "Brush", "SKU #2": "", "Quantity #2": "1", "Item Total #2": "8" };
    expect(await readOne(rows(row), EURO)).toMatchObject({ ref: "77", placedAt: at("2026-02-28T23:00:00Z"), fulfilledAt: at("2026-03-02T23:00:00Z"), customer: { email: "b@example.com" }, lines: [{ productRef: "SOAP", total: 500 }, { productRef: "brush", total: 800 }] });
  });

  it.each([
    ["failed", { paymentFailed: true, paidAt: null }],
    ["Pending payment", { awaitingPayment: true, paidAt: null }],
    ["wc-cancelled", { cancelledAt: at("2026-03-01T11:30:00Z") }],
    ["refunded", { fullyRefundedAt: at("2026-03-01T11:30:00Z") }],
    ["checkout-draft", { draft: true }],
    ["processing", { paidAt: at("2026-03-01T11:30:00Z"), fulfilledAt: null }],
  ])("reads the status %s", async (status, expected) => {
    expect(await readOne(rows({ ...ITEM_ROW, status }), EURO)).toMatchObject(expected);
  });

  it("takes the last change for what has no time of its own, and a refund's amount", async () => {
    const order = await readOne(rows({ ...ITEM_ROW, status: "completed", modified_date: "2026-03-09 08:00:00", refunded_total: "-4.00" }), EURO);
    expect(order).toMatchObject({ fulfilledAt: at("2026-03-09T07:00:00Z"), refunds: [{ ref: "741-refunded", amount: 400, at: at("2026-03-09T07:00:00Z") }] });
  });

  it("leaves out the bin without a problem", async () => {
    expect(await readAll(rows({ ...ITEM_ROW, status: "trash" }), EURO)).toMatchObject({ orders: [], summary: { rows: 1, problemCount: 0 } });
  });

  it("takes consent only from the columns of plugins that record it", async () => {
    expect((await readOne(rows({ ...ITEM_ROW, "meta:mailchimp_woocommerce_is_subscribed": "1", newsletter: "no" }), EURO)).consents).toMatchObject([{ channel: "email", granted: true }]);
    expect((await readOne(rows({ ...ITEM_ROW, newsletter: "yes" }), EURO)).consents).toEqual([]);
  });

  it.each([
    ["date", "03/04/2026 10:00", '"03/04/2026 10:00" can be two dates: we cannot tell the day from the month. Export again with dates written like 2026-01-31; this order was left out'],
    ["order_total", "free", '"free" is not an amount of EUR; this order was left out'],
    ["item_quantity", "-1", '"-1" is not a quantity; this item was left out'],
    ["item_total", "x", '"x" is not an amount of EUR; this item was left out'],
  ])("names the line and the field of a bad %s", async (field, value, problem) => {
    expect((await readAll(rows(ITEM_ROW, { ...ITEM_ROW, order_id: "742", [field]: value }), EURO)).summary.problems).toEqual([{ line: 3, field, problem }]);
  });

  it("says that WooCommerce's own export names no customers, and which plugins' do", async () => {
    const own = 'Date,"Order #","N. Revenue (formatted)",Status,Customer,"Customer type",Product(s),"Items sold",Coupon(s),"Net Sales"\n2026-03-01 12:30:00,741,€25.50,completed,Ida Berg,new,1× Soap,1,,25.5\n';
    await expect(readAll(own)).rejects.toThrow(/WooCommerce's own export from Analytics. It does not say which customer placed an order.*Advanced Order Export/);
    const { billing_email: _, ...nobody } = ITEM_ROW;
    await expect(readAll(rows(nobody))).rejects.toThrow("it has no column of e-mail addresses");
  });

  it("names the columns that are missing", async () => {
    const { date: _, order_total: __, ...rest } = ITEM_ROW;
    await expect(readAll(rows(rest), SHOP)).rejects.toThrow("it has no column for the order date, nor for the order total");
  });
});
