import { createReadStream } from "node:fs";
import { has } from "../core/event/payload/export-row.ts";
import type { Instant } from "../core/shared/instant.ts";
import { counted } from "../backtest/text.ts";
import { PLAIN_FIELDS } from "../simulation/plain-orders-columns.ts";
import { readPlainOrders } from "../simulation/plain-orders.ts";
import type { Arguments } from "./arguments.ts";
import { NO_CURRENCY } from "./orders-file.ts";
import type { OrdersFile, PlainLayout } from "./orders-file.ts";

/** Any table of orders by its columns. */
export async function fromPlain(told: Arguments, { delimiter, columns }: PlainLayout, until: Instant, onProgress: (bytes: number) => void): Promise<OrdersFile> {
  const shop = { currency: told.currency ?? NO_CURRENCY, timeZone: told.zone, until, dayFirst: told.dayFirst };
  const { histories, summary } = await readPlainOrders(createReadStream(told.csv), delimiter, columns, shop, onProgress);
  const currency = told.currency ?? histories.currency;
  const read = PLAIN_FIELDS.filter((field) => has(columns[field])).map((field) => `${field} from ${JSON.stringify(columns[field].name)}`);
  const money = has(columns.amount) || has(columns.total) || has(columns.price);
  return {
    path: told.csv, currency, hasMoney: money, customers: histories.size, span: histories.span, problems: summary.problems, problemCount: summary.problemCount,
    histories: () => histories.customers(),
    notes: () => [
      `${counted(summary.rows, "row")}, read as: ${read.join(", ")}; ${money ? (currency === NO_CURRENCY ? "money in whatever the shop takes (--currency)" : `money in ${currency}`) : "no column tells money, so nothing is said of it"}; clock of ${told.zone} (--zone).`,
      ...(summary.nameless > 0 ? [`${counted(summary.nameless, "row names", "rows name")} no customer: left out.`] : []),
      ...(summary.later > 0 ? [`${counted(summary.later, "row is", "rows are")} ${told.at === null ? "dated after today" : "later than --at"}: not read.`] : []),
      ...(histories.takenBack.invoices > 0 ? [`${counted(histories.takenBack.invoices, "cancellation or return was", "cancellations and returns were")} set against what the customer had bought before${histories.takenBack.unmatched > 0 ? `; for ${histories.takenBack.unmatched} of them nothing earlier is in the file` : ""}.`] : []),
    ],
  };
}
