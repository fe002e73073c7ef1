/** The double against what a real store sent: the same keys, and the same failures. */
import { describe, expect, it } from "vitest";
import type { Json } from "#connectors/woocommerce/fixtures.ts";
import { capturedWoo, hasSamples } from "#test/samples.ts";
import { customerJson, orderJson, productJson } from "./resources.ts";
import { StockRoom } from "./stock-room.ts";

const room = new StockRoom({ now: Date.UTC(2026, 4, 1), orders: 13, customers: 3, products: 2 });
const [order, customer, product] = [room.orders[12], room.customers[0], room.products[0]];

describe.skipIf(!hasSamples)("its rows", () => {
  const sample = (number: string): Json => JSON.parse(String(capturedWoo().samples.find(({ name }) => name === number)?.body)) as Json;
  const shape = (row: Json): object => ({ keys: Object.keys(row).toSorted(), kinds: Object.fromEntries(["id", "total", "price", "customer_id", "status", "date_created_gmt", "refunds", "meta_data"].filter((key) => key in row).map((key) => [key, Array.isArray(row[key]) ? "list" : typeof row[key]])) });
  const first = (row: Json, key: string): string[] => Object.keys((row[key] as Json[])[0] ?? {}).toSorted();

  it("of orders have a captured order's keys, down to lines, addresses and refunds", () => {
    const [made, real] = [orderJson(order as never, "https://shop.example"), sample("0073")];
    expect(shape(made)).toEqual(shape(real));
    for (const key of ["line_items", "refunds"]) expect(first(made, key)).toEqual(first(real, key));
    for (const key of ["billing", "shipping"]) expect(Object.keys(made[key] as Json).toSorted()).toEqual(Object.keys(real[key] as Json).toSorted());
    expect(made["date_created_gmt"]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  });

  it("of customers and products have captured ones' keys", () => {
    expect(shape(customerJson(customer as never, "https://shop.example"))).toEqual(shape(sample("0021")));
    expect(shape(productJson(product as never, "https://shop.example"))).toEqual(shape(sample("0014")));
  });
});
