/** What a backtest found, summed up customer by customer. */
import type { Decision } from "../core/decision/decision.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { localTime } from "../core/shared/local-time.ts";
import type { Lived } from "./live-again.ts";

export type StepReport = {
  readonly label: string;
  reached: number;
  sent: number;
  held: number;
  dropped: number;
  /** How many were sent so many whole days after the walk began. */
  readonly afterDays: Record<number, number>;
};

/** One walk, as a row that can be opened. */
export type WalkRow = {
  readonly customer: string;
  readonly enteredAt: Instant;
  readonly about: string | null;
  readonly path: string;
  readonly ended: string;
  readonly messages: readonly { readonly at: Instant; readonly step: string; readonly channel: string }[];
};

export type Report = {
  readonly journey: string;
  readonly name: string;
  readonly from: Instant;
  readonly to: Instant;
  /** The shop's zone: what months and days are counted in. */
  readonly zone: string;
  /** It was stopped before every customer was looked at. */
  partial: boolean;
  customers: number;
  orders: number;
  entered: number;
  customersEntered: number;
  /** Customers who did not enter although something began it: a condition spoke against. */
  customersRefused: number;
  sent: number;
  /** Walks that did not start, by the reason. */
  readonly refused: Record<string, number>;
  readonly held: Record<string, { reason: string; count: number }>;
  readonly dropped: Record<string, { reason: string; count: number }>;
  readonly steps: Record<string, StepReport>;
  readonly channels: Record<string, number>;
  /** Messages by day of the shop, "2026-03-01". */
  readonly days: Record<string, number>;
  readonly paths: Record<string, number>;
  readonly ends: Record<string, number>;
  /** How many customers would have got so many messages. */
  readonly perCustomer: Record<number, number>;
  /** Of those who would have been written to: who ordered again within 90 days of the first message by themselves. */
  readonly again: { customers: number; bought: number; observed: number };
  /** The first walks, at most ROWS. */
  readonly rows: WalkRow[];
  rowsLeftOut: number;
};

/** What stands in place of an end, for a walk that has none yet. */
export const STILL_WALKING = "still on the way";
/** Walks that a report lists. */
export const ROWS = 1_000;
export const AGAIN_WITHIN = 90 * DAY;

export function emptyReport(definition: Definition, from: Instant, to: Instant, zone: string): Report {
  const steps = Object.fromEntries(Object.entries(definition.steps).map(([id, step]) => [id, { label: step.label, reached: 0, sent: 0, held: 0, dropped: 0, afterDays: {} }]));
  return {
    journey: definition.key, name: definition.name, from, to, zone, partial: false, customers: 0, orders: 0, entered: 0, customersEntered: 0, customersRefused: 0, sent: 0, refused: {}, held: {}, dropped: {}, steps,
    channels: {}, days: {}, paths: {}, ends: {}, perCustomer: {}, again: { customers: 0, bought: 0, observed: 0 }, rows: [], rowsLeftOut: 0,
  };
}

/** Adds one customer's replay: walks that began within the report's span, and all that came of them. */
export function addToReport(report: Report, customer: string, lived: Lived): void {
  report.customers++;
  const orders = lived.events.filter(({ event }) => event.type === "order.placed").map(({ event }) => event.at);
  report.orders += orders.filter((at) => at >= report.from && at <= report.to).length;
  const isOurs = (one: { readonly journey: string | null }): boolean => one.journey === report.journey;
  const walks = new Map(lived.walks.filter((walk) => isOurs(walk) && walk.enteredAt >= report.from && walk.enteredAt <= report.to && walk.status !== "never_started").map((walk) => [walk.id, walk]));
  const decisions = lived.decisions.filter((one) => isOurs(one) && (one.outcome === "refuse" ? one.at >= report.from && one.at <= report.to : one.enrollmentId !== null && walks.has(one.enrollmentId)));
  for (const decision of decisions) addDecision(report, decision);
  if (walks.size === 0) {
    if (decisions.length > 0) report.customersRefused++;
    return;
  }
  report.entered += walks.size;
  report.customersEntered++;
  const sent = decisions.filter((one) => one.outcome === "send").sort((a, b) => a.at - b.at);
  report.perCustomer[sent.length] = (report.perCustomer[sent.length] ?? 0) + 1;
  if (sent[0]) addAgain(report, sent[0].at, orders);
  for (const walk of walks.values()) addWalk(report, customer, walk, sent.filter((one) => one.enrollmentId === walk.id), lived);
}

function addDecision(report: Report, decision: Decision): void {
  const step = decision.step === null ? undefined : report.steps[decision.step];
  switch (decision.outcome) {
    case "refuse":
      return count(report.refused, decision.reason);
    case "send":
      report.sent++;
      if (step) step.sent++;
      count(report.days, dayOf(decision.at, report.zone));
      return count(report.channels, decision.channel ?? "");
    case "hold":
    case "drop": {
      const of = decision.outcome === "hold" ? report.held : report.dropped;
      const rule = decision.rule ?? "";
      of[rule] = { reason: of[rule]?.reason ?? decision.reason, count: (of[rule]?.count ?? 0) + 1 };
      if (step) step[decision.outcome === "hold" ? "held" : "dropped"]++;
    }
  }
}

/** Only customers seen for the whole 90 days are asked, so that the newest do not look unfaithful. */
function addAgain(report: Report, firstAt: Instant, orders: readonly Instant[]): void {
  report.again.customers++;
  if (firstAt + AGAIN_WITHIN > report.to) return;
  report.again.observed++;
  if (orders.some((at) => at > firstAt && at <= firstAt + AGAIN_WITHIN)) report.again.bought++;
}

function addWalk(report: Report, customer: string, walk: Enrollment, sent: readonly Decision[], lived: Lived): void {
  for (const step of new Set(walk.trail.map((stop) => stop.step))) if (report.steps[step]) report.steps[step].reached++;
  const path = sent.length === 0 ? "no message" : sent.map((one) => report.steps[one.step ?? ""]?.label ?? one.step).join(" → ");
  const ended = walk.status === "active" ? STILL_WALKING : (walk.endReason ?? walk.status);
  for (const one of sent) {
    const after = report.steps[one.step ?? ""]?.afterDays;
    const days = Math.max(0, Math.floor((one.at - walk.enteredAt) / DAY));
    if (after) after[days] = (after[days] ?? 0) + 1;
  }
  count(report.paths, path);
  count(report.ends, ended);
  if (report.rows.length >= ROWS) report.rowsLeftOut++;
  else {
    report.rows.push({
      customer, enteredAt: walk.enteredAt, about: aboutOf(walk, lived), path, ended,
      messages: sent.map((one) => ({ at: one.at, step: one.step ?? "", channel: one.channel ?? "" })),
    });
  }
}

/** What the shopper calls it: the order's number, and the product where a walk is about one of several. */
function aboutOf({ orderRef, productRef }: Enrollment, { events }: Lived): string | null {
  const placed = events.find(({ event }) => event.type === "order.placed" && event.data.orderRef === orderRef)?.event;
  const number = placed?.type === "order.placed" ? placed.data.number : orderRef;
  return productRef === null ? number : [number, productRef].filter(Boolean).join(" ");
}

function count(of: Record<string, number>, key: string): void {
  of[key] = (of[key] ?? 0) + 1;
}

/** The date a clock in `zone` shows, as "2026-03-01". */
export function dayOf(at: Instant, zone: string): string {
  const { year, month, day } = localTime(at, zone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
