import { createReadStream } from "node:fs";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import { emptyOrder, orderRefOfPart } from "../core/event/order-state.ts";
import type { OrderPart, OrderState } from "../core/event/order-state.ts";
import { reconcile } from "../core/event/reconcile.ts";
import type { Instant } from "../core/shared/instant.ts";
import { counted } from "../backtest/text.ts";
import { ExportHistories } from "../simulation/export-histories.ts";
import type { CustomerHistory } from "../simulation/history.ts";
import { readOrdersCsv } from "../simulation/orders-csv.ts";
import type { Arguments } from "./arguments.ts";
import { NO_CURRENCY } from "./orders-file.ts";
import type { Customer, OrdersFile } from "./orders-file.ts";
import { Refused } from "./refused.ts";

const NAMES: Readonly<Record<string, string>> = { shopify: "Shopify", woocommerce: "WooCommerce" };

/** Days from dispatch to arrival, which no export tells; nothing is scored by them alone. */
const ARRIVES_AFTER = 4;

/** Shopify's export, or one of WooCommerce's plugins', through the readers of the import. */
export async function fromExport(told: Arguments, until: Instant, onProgress: (bytes: number) => void): Promise<OrdersFile> {
  const file = readOrdersCsv(createReadStream(told.csv), { currency: told.currency ?? NO_CURRENCY, country: null, timeZone: told.zone }, { onProgress });
  const histories = new ExportHistories();
  const currencies = new Map<string, number>();
  let [later, nameless] = [0, 0];
  for await (const order of file.orders) {
    const { ref, email, phone } = order.customer;
    if (order.placedAt > until) later++;
    else if (ref === null && email === null && phone === null) nameless++;
    else {
      histories.add(order);
      currencies.set(order.currency, (currencies.get(order.currency) ?? 0) + 1);
    }
  }
  const { span } = histories;
  const { summary } = file;
  if (!span) throw new Refused(`${told.csv}: ${nameless > 0 ? "no order of this file names its customer." : later > 0 ? `all ${counted(later, "order")} of this file are later than ${new Date(until).toISOString().slice(0, 10)}.` : `no order could be read.${summary.problems[0] ? ` Line ${summary.problems[0].line}: ${summary.problems[0].problem}.` : ""}`}`);
  const [most] = [...currencies].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const currency = told.currency ?? most?.[0] ?? NO_CURRENCY;
  return {
    path: told.csv, currency, hasMoney: true, customers: histories.size, span, problems: summary.problems, problemCount: summary.problemCount,
    *histories() {
      for (const history of histories.histories(ARRIVES_AFTER)) yield customerOf(history, until);
    },
    notes: () => [
      `${counted(summary.orders - later, "order")} of an export from ${NAMES[summary.platform ?? ""] ?? "a shop"}; money in ${currency}, clock of ${told.zone} where the file names none (--currency, --zone).`,
      ...(nameless > 0 ? [`${counted(nameless, "order names", "orders name")} no customer: left out.`] : []),
      ...(later > 0 ? [`${counted(later, "order is", "orders are")} ${told.at === null ? "dated after today" : "later than --at"}: not read.`] : []),
    ],
  };
}

/** The events that the engine would have told from the same snapshots, none after `until`. */
function customerOf({ key, happenings }: CustomerHistory, until: Instant): Customer {
  const orders = new Map<string, OrderState>();
  const events: CanonicalEvent[] = [];
  for (const happening of happenings) {
    if (happening.at > until || happening.kind !== "snapshot") continue;
    const part = happening.snapshot as OrderPart;
    const ref = orderRefOfPart(part);
    const next = reconcile(orders.get(ref) ?? emptyOrder(ref), part, happening.receivedAt);
    orders.set(ref, next.state);
    for (const event of next.events) if (event.at <= until) events.push(event);
  }
  return { key, events: events.sort((a, b) => a.at - b.at) };
}
