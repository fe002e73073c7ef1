/** A real shop's 12,872 orders, kept beside the repository. */
import { createReadStream, existsSync } from "node:fs";
import { expect, it } from "vitest";
import { SHOP } from "./csv.fixture.ts";
import { readOrdersCsv } from "./orders-csv.ts";

const sample = new URL("../../../shared/imports/shopify-orders-uk-2010-12-to-2011-08.csv.gz", import.meta.url);
const there = existsSync(sample);
if (!there) console.warn(`\n*** ${sample.pathname} is not there: the test over a real export is SKIPPED ***\n`);

it.skipIf(!there)("reads every order and line of a real export", async () => {
  const file = readOrdersCsv(createReadStream(sample), SHOP);
  let lines = 0;
  let guests = 0;
  let placed = 0;
  let total = 0;
  const mismatched: string[] = [];
  for await (const order of file.orders) {
    lines += order.lines.length;
    if (order.customer.email === null) guests += 1;
    if (order.placedAt < placed) mismatched.push(order.number);
    placed = order.placedAt;
    total += order.total;
    // The total is the lines and the shipping.
    if (order.lines.reduce((sum, line) => sum + line.total, 0) > order.total + 1) mismatched.push(order.number);
  }
  expect({ orders: file.summary.orders, lines, total, problems: file.summary.problemCount, guests }).toEqual({ orders: 12_872, lines: 312_406, total: 621_704_011, problems: 0, guests: 1528 });
  expect(mismatched).toEqual([]);
});
