/** A made-up shop's orders in Shopify's export layout: the same every time, of any length. */
import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { DAY, HOUR, MINUTE } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";

const COLUMNS = [
  "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing", "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount",
  "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem sku", "Lineitem requires shipping", "Lineitem taxable", "Lineitem fulfillment status", "Billing Name",
  "Shipping Name", "Shipping City", "Shipping Zip", "Shipping Country", "Shipping Phone", "Cancelled at", "Payment Method", "Refunded Amount", "Id", "Lineitem discount",
];
const PRODUCTS = 400;
/** Two years from here are past: what a file dates ahead counts from when it is read. */
const FROM = Date.UTC(2023, 0, 1, 6);
/** Orders of one customer on average: as in shops of consumer goods, most buy once and a few buy often. */
const ORDERS_PER_CUSTOMER = 2.4;

/** Repeatable and fast; nothing here needs to be secret or perfectly even. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** CSV text in pieces: `orders` orders of one to three lines each, spread over two years. */
export function* ordersExport(orders: number): Generator<string> {
  const roll = dice(7);
  const customers = Math.max(1, Math.round(orders / ORDERS_PER_CUSTOMER));
  const step = (2 * 365 * DAY) / orders;
  let text = `${COLUMNS.join(",")}\n`;
  for (let index = 0; index < orders; index++) {
    text += order(index, Math.floor(FROM + index * step), Math.floor(roll() ** 2 * customers), roll);
    if (text.length < 1 << 16) continue;
    yield text;
    text = "";
  }
  yield text;
}

function order(index: number, at: Instant, customer: number, roll: () => number): string {
  const lines = Array.from({ length: 1 + Math.floor(roll() * 3) }, () => {
    const product = Math.floor(roll() ** 2 * PRODUCTS);
    return { product, quantity: 1 + Math.floor(roll() * 2), price: 300 + ((product * 37) % 60) * 50 };
  });
  const subtotal = lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
  const shipped = at + HOUR + Math.floor(roll() * 3 * DAY);
  const email = roll() < 0.03 ? "" : `customer.${customer}@example.com`;
  const cancelled = roll() < 0.02 ? when(at + 5 * HOUR) : "";
  const phone = roll() < 0.3 ? `07${String(700_000_000 + customer).slice(0, 9)}` : "";
  const head = [
    `#${1001 + index}`, email, "paid", when(at + MINUTE), cancelled ? "" : "fulfilled", cancelled ? "" : when(shipped), roll() < 0.6 ? "yes" : "no", "GBP", money(subtotal), "4.00", "0.00", money(subtotal + 400), "", "0.00",
    "Standard", when(at),
  ];
  const tail = [`Robin Marlow ${customer}`, `Robin Marlow ${customer}`, "Leeds", "'LS1 4AP", "GB", phone, cancelled, "Shopify Payments", "0.00", String(5_000_000_000_000 + index), "0.00"];
  return lines
    .map(({ product, quantity, price }, row) => {
      const line = [quantity, `Product no. ${product}`, money(price), `SKU-${product}`, "true", "true", cancelled ? "pending" : "fulfilled"];
      const cells = row === 0 ? [...head, ...line, ...tail] : [head[0], email, ...Array.from({ length: 13 }, () => ""), when(at), ...line, ...tail.map(() => "")];
      return `${cells.join(",")}\n`;
    })
    .join("");
}

function money(minor: number): string {
  return (minor / 100).toFixed(2);
}

function when(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} +0000`;
}

/** Writes an export as a file. */
export async function writeOrdersExport(path: string, orders: number): Promise<void> {
  const file = createWriteStream(path);
  for (const piece of ordersExport(orders)) if (!file.write(piece)) await once(file, "drain");
  file.end();
  await once(file, "finish");
}
