/** Small exports written by hand, and the ways to read them in a test. */
import type { ExportShop } from "#app/core/event/payload/export-row.ts";
import type { OrderSnapshot } from "#app/core/event/snapshot.ts";
import { readOrdersCsv } from "./orders-csv.ts";
import type { OrdersCsvSummary } from "./orders-csv.ts";

export const SHOP: ExportShop = { currency: "GBP", country: "GB", timeZone: "Europe/London" };

export type Cells = Readonly<Record<string, string>>;

/** Shopify's columns, without those nobody reads. */
export const SHOPIFY_COLUMNS = [
  "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total",
  "Discount Code", "Discount Amount", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku", "Billing Name", "Billing City", "Billing Zip",
  "Billing Province", "Billing Country", "Billing Phone", "Shipping Name", "Shipping City", "Shipping Zip", "Shipping Province", "Shipping Country", "Shipping Phone",
  "Notes", "Cancelled at", "Payment Method", "Refunded Amount", "Id", "Tags", "Lineitem discount", "Phone",
];

/** The first row of an order of one mug, paid and shipped. */
export const ORDER: Cells = {
  Name: "#1001", Email: "Ann@Example.com", "Financial Status": "paid", "Paid at": "2026-01-31 10:05:00 +0000", "Fulfillment Status": "fulfilled",
  "Fulfilled at": "2026-02-01 09:00:00 +0000", "Accepts Marketing": "yes", Currency: "GBP", Subtotal: "18.00", Shipping: "4.00", Taxes: "0.00", Total: "22.00",
  "Discount Amount": "0.00", "Created at": "2026-01-31 10:00:00 +0000", "Lineitem quantity": "2", "Lineitem name": "Mug", "Lineitem price": "9.00", "Lineitem sku": "MUG-1",
  "Billing Name": "Ann van Dyke", "Shipping City": "Leeds", "Shipping Zip": "'LS1 4AP", "Shipping Country": "GB", "Payment Method": "Shopify Payments",
  "Refunded Amount": "0.00", Id: "5000000000001", "Lineitem discount": "0.00",
};

export const shopifyCsv = (rows: readonly Cells[]): string => csv(SHOPIFY_COLUMNS, rows);

/** RFC 4180 with every cell that needs it in quotation marks. */
export function csv(columns: readonly string[], rows: readonly Cells[], delimiter = ",", newline = "\n"): string {
  const line = (cells: readonly string[]): string => cells.map((cell) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter) + newline;
  return line(columns) + rows.map((row) => line(columns.map((column) => row[column] ?? ""))).join("");
}

export async function* chunked(content: string | Uint8Array, size = 1 << 16): AsyncGenerator<string | Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield typeof content === "string" ? content.slice(at, at + size) : content.subarray(at, at + size);
}

export type Read = { readonly orders: readonly OrderSnapshot[]; readonly summary: OrdersCsvSummary };

export async function readAll(content: string | Uint8Array, shop = SHOP, size?: number): Promise<Read> {
  const file = readOrdersCsv(chunked(content, size), shop);
  const orders: OrderSnapshot[] = [];
  for await (const order of file.orders) orders.push(order);
  return { orders, summary: file.summary };
}

/** The only order of a file without problems. */
export async function readOne(content: string, shop = SHOP): Promise<OrderSnapshot> {
  const { orders, summary } = await readAll(content, shop);
  const [order] = orders;
  if (!order || orders.length > 1 || summary.problemCount > 0) throw new Error(`${orders.length} orders, problems: ${JSON.stringify(summary.problems)}`);
  return order;
}
