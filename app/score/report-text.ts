import type { Metric, ModelCard } from "../core/scoring/model-card.ts";
import { percent } from "../core/scoring/words.ts";
import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { count, counted, table, wrapped } from "../backtest/text.ts";
import type { Ink } from "../backtest/text.ts";
import { moneyText } from "./money-text.ts";
import type { OrdersFile } from "./orders-file.ts";
import type { ScoredCustomer } from "./learn-from.ts";

const PROBLEMS_SHOWN = 5;

export type Report = {
  readonly file: OrdersFile;
  readonly asOf: Instant;
  readonly horizon: number;
  readonly orders: number;
  readonly cards: readonly ModelCard[];
  readonly atRisk: readonly ScoredCustomer[];
  /** Customers that have scores. */
  readonly scored: number;
};

/** The shop at a glance, what may be relied on, and who is at risk: lines of at most 80 columns. */
export function reportText(report: Report, { title }: Ink): string[] {
  const { file, cards } = report;
  const { from, to } = file.span;
  return [
    title(`Scores as of ${day(report.asOf)}`),
    ...wrapped(`${counted(file.customers, "customer")}, ${counted(report.orders, "order")}, ${day(from)} to ${day(to)} (${counted(Math.max(1, Math.round((to - from) / DAY)), "day")}).`),
    ...file.notes().flatMap((note) => wrapped(note)),
    ...problemLines(file),
    "",
    title("What may be relied on"),
    ...(cards.length === 0 ? ["Nothing yet: no model could be learned from so little."] : cards.flatMap((card) => ["", ...cardLines(card, title)])),
    "",
    ...riskLines(report, title),
  ];
}

function problemLines({ problems, problemCount }: OrdersFile): string[] {
  if (problemCount === 0) return [];
  const shown = problems.slice(0, PROBLEMS_SHOWN).flatMap(({ line, field, problem }) => wrapped(`Line ${line}${field === "" ? "" : `, ${field}`}: ${problem}.`));
  const more = problemCount - Math.min(PROBLEMS_SHOWN, problems.length);
  return [`${counted(problemCount, "place")} in the file could not be read:`, ...shown, ...(more > 0 ? [`… and ${count(more)} more.`] : [])];
}

const LETTERS = "ABCDEFGHIJ";

const BASIS = { full: "from all that is known", rfm: "from orders alone", base: "from the shop's average alone", rule: "by a rule, not learned" } as const;

function cardLines(card: ModelCard, title: Ink["title"]): string[] {
  const { holdout } = card;
  const head = [title(`${card.title} (${BASIS[card.tier]})`), ...wrapped(card.reliance, 2)];
  if (holdout === null || holdout.metrics.length === 0) return head;
  const rules = [...new Set(holdout.metrics.filter(({ naive }) => naive !== null).map(({ naiveRule }) => naiveRule))];
  const rows = [...Map.groupBy(holdout.metrics, ({ name }) => name)].flatMap(([name, metrics]) => {
    const [{ ours, better }] = metrics as [Metric, ...Metric[]];
    const naive = rules.map((rule) => metrics.find(({ naiveRule }) => naiveRule === rule)?.naive ?? null);
    const lines = wrapped(name).join(" ").match(/\S.{0,37}(?=\s|$)/g) ?? [name];
    return [...lines.slice(0, -1).map((line) => [line]), [lines.at(-1) as string, figure(ours), ...naive.map((value) => (value === null ? "" : figure(value))), better]];
  });
  return [
    ...head,
    ...wrapped(`Tried on ${counted(holdout.n, "case")} of ${day(holdout.from)} to ${day(holdout.until)}, which it had not seen:`, 2),
    ...table(["", "here", ...rules.map((_, index) => `rule ${LETTERS[index]}`), "better"], rows),
    ...rules.flatMap((rule, index) => wrapped(`Rule ${LETTERS[index]}: ${rule}.`, 2)),
  ];
}

/** Four figures that count; thousands as whole numbers. */
export function figure(value: number): string {
  return Math.abs(value) >= 1000 ? count(Math.round(value)).replace(/^-?/, value < 0 ? "-" : "") : String(Number(value.toPrecision(4)));
}

function riskLines({ atRisk, cards, asOf, horizon, file, scored }: Report, title: Ink["title"]): string[] {
  const name = title(`At risk: most to lose first (${count(scored)} customers scored)`);
  if (!cards.some(({ model }) => model === "churn")) return [name, ...wrapped(`Who is at risk cannot be told: the file must reach back well beyond ${horizon} days, or be asked about fewer (--horizon).`)];
  if (atRisk.length === 0) return [name, "Nobody to list."];
  const rows = atRisk.map(({ key, scores, spent, orders, lastOrderAt }) => [
    key, chance(scores.churn?.value), count(orders), count(Math.max(0, Math.floor((asOf - lastOrderAt) / DAY))),
    ...(file.hasMoney ? [moneyText(spent, file.currency), worth(scores.lifetime_value?.value, file.currency)] : []),
  ]);
  return [name, ...table(["customer", "risk", "orders", "days ago", ...(file.hasMoney ? ["spent", "still worth"] : [])], rows), ...wrapped(`Risk: the chance that nothing more is bought within ${horizon} days. Days ago: the last order.`)];
}

function chance(value: number | string | undefined): string {
  return typeof value === "number" ? percent(value) : "";
}

function worth(value: number | string | undefined, currency: string): string {
  return typeof value === "number" ? moneyText(value, currency) : "";
}

function day(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}
