/** The hour and the weekday of a customer's next order: how little there is to win by knowing the customer. */
import { DAY } from "../../core/shared/instant.ts";
import { hourShares } from "../../core/scoring/best-hour.ts";
import { mean, sumOf } from "../../core/scoring/metrics.ts";
import { uciHistories } from "../events-of.ts";
import type { Histories } from "../events-of.ts";
import type { Part, Row } from "../part.ts";

/** The references' cut: what comes after it, up to the end of the data, is to be foreseen. */
const CUT = Date.UTC(2011, 8, 1);
const HOLDOUT_DAYS = 90;
/** Orders' worth of trust in the shop's weekdays: the strength that the reference names best. */
const WEEKDAY_STRENGTH = 16;
/** "No worse" up to what the last digit of the reference is. */
const DIGIT = 0.0001;

export const sendHour: Part = {
  name: "send-hour",
  title: "Hour and weekday of the next order, UCI Online Retail",
  files: ["uci_*.csv.gz"],
  run(data) {
    const histories = uciHistories(data.uci());
    let end = 0;
    for (const events of histories.values()) end = Math.max(end, events.at(-1)?.at ?? 0);
    const isReference = end >= CUT + HOLDOUT_DAYS * DAY;
    const cut = isReference ? CUT : end - HOLDOUT_DAYS * DAY;
    const hours = split(histories, cut, 24, (at) => new Date(at).getUTCHours());
    const days = split(histories, cut, 7, (at) => new Date(at).getUTCDay());
    const hour = loss(hours, () => shares(hours.all, 24));
    const weekday = loss(days, () => shares(days.all, 7));
    const ownHour = loss(hours, (own) => hourShares(own, hours.all).own);
    const ownWeekday = loss(days, (own) => dirichlet(own, shares(days.all, 7), WEEKDAY_STRENGTH));
    const reference = (value: number): number | null => (isReference ? value : null);
    return [
      { what: "customers who order again", ours: hours.customers.length, reference: reference(1947), by: "the reference's cut, 2011-08-31", digits: 0 },
      { what: "hour: the same histogram for all, log-loss", ours: hour, reference: reference(2.2373), by: "global histogram" },
      { what: "hour: the customer's, shrunk (live)", ours: ownHour, reference: reference(2.223), by: "Dirichlet, strength 64", bar: { atMost: hour + DIGIT } },
      { what: "hour: the customer's, barely shrunk", ours: loss(hours, (own) => dirichlet(own, shares(hours.all, 24), 1)), reference: reference(2.708), by: "Dirichlet, strength 1" },
      { what: "weekday: the same for all, log-loss", ours: weekday, reference: reference(1.785), by: "global histogram" },
      { what: "weekday: the customer's, shrunk", ours: ownWeekday, reference: reference(1.775), by: "Dirichlet, strength 16", bar: { atMost: weekday + DIGIT } },
    ] satisfies Row[];
  },
};

type Split = { readonly all: readonly number[]; readonly customers: readonly { readonly own: readonly number[]; readonly next: number }[] };

function split(histories: Histories, cut: number, size: number, slotOf: (at: number) => number): Split {
  const all = Array.from({ length: size }, () => 0);
  const customers: { own: number[]; next: number }[] = [];
  for (const events of histories.values()) {
    const own = Array.from({ length: size }, () => 0);
    let orders = 0;
    for (const { at } of events) {
      if (at >= cut) break;
      const slot = slotOf(at);
      own[slot] = (own[slot] ?? 0) + 1;
      all[slot] = (all[slot] ?? 0) + 1;
      orders++;
    }
    const next = events.find(({ at }) => at >= cut);
    if (orders > 0 && next) customers.push({ own, next: slotOf(next.at) });
  }
  return { all, customers };
}

/** One count more for each slot, or an hour without an order would be impossible. */
function shares(counts: readonly number[], size: number): number[] {
  const total = sumOf(counts) + size;
  return counts.map((count) => (count + 1) / total);
}

function dirichlet(own: readonly number[], base: readonly number[], strength: number): number[] {
  const total = sumOf(own) + strength;
  return own.map((count, slot) => (count + strength * (base[slot] ?? 0)) / total);
}

function loss({ customers }: Split, sharesOf: (own: readonly number[]) => readonly number[]): number {
  return mean(customers.map(({ own, next }) => -Math.log(Math.max(1e-12, sharesOf(own)[next] ?? 0))));
}
