/** Conditions as sentences a merchant can check: "the order was placed at most 7 days ago" rather than a tree. */
import type { Comparison, Condition, FactCondition, HappenedCondition, Window } from "../../core/journey/condition.ts";
import { FACTS } from "../../core/journey/facts.ts";
import { formatMoney } from "../../core/shared/money.ts";
import { didWords } from "./event-type-words.ts";
import { durationWords, spanWords } from "./duration-words.ts";
import { AMOUNTS, FLAGS, OPEN, PAGES_LOOKED_AT, TEXTS, valueWords } from "./fact-phrases.ts";

/** What the condition asks for, in one sentence without a full stop. @param currency of the shop: amounts are in its minor units */
export function conditionWords(condition: Condition, currency: string): string {
  return said(condition, currency, true);
}

/** Inside another condition, a list is put in words of its own, so that "and" and "or" cannot be misread. */
function said(condition: Condition, currency: string, outermost: boolean): string {
  if ("all" in condition) return list(condition.all, "and", currency, outermost, "always");
  if ("any" in condition) return list(condition.any, "or", currency, outermost, "never");
  if ("not" in condition) return negated(condition.not, currency);
  return "happened" in condition ? happenedWords(condition) : factWords(condition, currency);
}

function list(parts: readonly Condition[], join: "and" | "or", currency: string, outermost: boolean, empty: string): string {
  const words = parts.map((part) => said(part, currency, parts.length === 1 && outermost));
  if (words.length === 0) return empty;
  if (words.length === 1) return words[0] as string;
  const simple = words.every((one) => !one.includes(",") && !one.includes("("));
  const text = words.length === 2 && simple ? words.join(` ${join} `) : `${words.slice(0, -1).join(", ")}, ${join} ${words.at(-1)}`;
  return outermost ? text : `(${text})`;
}

function negated(condition: Condition, currency: string): string {
  if ("not" in condition) return said(condition.not, currency, false);
  if ("all" in condition) return `not all of this: ${said(condition, currency, false)}`;
  if ("any" in condition) return `none of this: ${said(condition, currency, false)}`;
  if ("happened" in condition) return isOnce(condition) ? happenedWords({ ...condition, op: "is", value: 0 }) : `it is not so that ${happenedWords(condition)}`;
  if (typeof condition.value === "boolean") return factWords({ ...condition, value: !condition.value } as FactCondition, currency);
  if (condition.op === "in" || typeof condition.value === "string") return factWords(condition, currency).replace(" is ", " is not ");
  if (condition.op === "is") return `it is not so that ${factWords(condition, currency)}`;
  // What is not known satisfies no comparison, so its opposite includes that.
  return `${factWords({ ...condition, op: OPPOSITE[condition.op] }, currency)}, or that is not known`;
}

const OPPOSITE = { above: "atMost", atLeast: "below", below: "atLeast", atMost: "above" } as const;

function isOnce({ op, value, measure }: HappenedCondition): boolean {
  return measure !== "seconds" && some(op, value);
}

/** Of a count: whether it says that there is any. */
function some(op: Comparison, value: number): boolean {
  return (op === "atLeast" && value === 1) || (op === "above" && value === 0);
}

/** Of a count: whether it says that there is none. */
function none(op: Comparison, value: number): boolean {
  return (op === "is" && value === 0) || (op === "below" && value === 1) || (op === "atMost" && value === 0);
}

const COMPARED: Readonly<Record<Comparison, string>> = { is: "exactly", above: "more than", atLeast: "at least", below: "less than", atMost: "at most" };

function factWords(condition: FactCondition, currency: string): string {
  const { words, type } = FACTS[condition.fact];
  if (condition.op === "in") return `${TEXTS[condition.fact] ?? words} is ${either(condition.value.map((value) => valueWords(condition.fact, value)))}`;
  if (type === "boolean") return FLAGS[condition.fact]?.[condition.value === true ? 0 : 1] ?? `${words}: ${condition.value === true ? "yes" : "no"}`;
  if (type === "text") return `${TEXTS[condition.fact] ?? words} is ${valueWords(condition.fact, String(condition.value))}`;
  return numberWords(condition.fact, words, condition.op, Number(condition.value), currency);
}

function numberWords(fact: string, words: string, op: Comparison, value: number, currency: string): string {
  const amount = AMOUNTS[fact];
  if (amount) {
    const shown = amount.money ? formatMoney({ amount: value, currency }, "en") : tidy(value * (amount.times ?? 1));
    return `${amount.words} is ${op === "is" ? "" : `${COMPARED[op]} `}${shown}${amount.unit ?? ""}`;
  }
  const open = OPEN[fact];
  if (open && none(op, value)) return open[1];
  if (open && some(op, value)) return open[0];
  const since = /^days since (.*)$/.exec(words);
  if (since) return `${COMPARED[op]} ${days(value)} since ${since[1]}`;
  const until = /^days (until .*)$/.exec(words);
  if (until && value < 0) return `${COMPARED[op === "is" ? "is" : MIRRORED[op]]} ${days(-value)} since ${until[1]?.replace("until ", "").replace(" is ", " was ")}`;
  if (until) return `${COMPARED[op]} ${days(value)} ${until[1]}`;
  if (none(op, value)) return `no ${words}`;
  return `${some(op, value) ? "some" : op === "below" ? `fewer than ${tidy(value)}` : `${COMPARED[op]} ${tidy(value)}`} ${words}`;
}

function happenedWords(condition: HappenedCondition): string {
  const { happened, measure, op, value, window } = condition;
  const [type = "", detail] = happened.split(":");
  const when = windowWords(window);
  if (measure === "seconds") return `they spent ${op === "is" ? "exactly" : COMPARED[op]} ${spanWords(value * 1000)} on ${pageWords(detail)} ${when}`;
  const what = type === "page.viewed" && detail ? `looked at ${pageWords(detail)}` : detail ? `${didWords(type)} (“${detail.replaceAll("_", " ")}”)` : didWords(type);
  if (none(op, value)) return `they never ${what} ${when}`;
  if (isOnce(condition)) return `they ${what} ${when}`;
  const times = `${tidy(value)} ${value === 1 ? "time" : "times"}`;
  return `they ${what} ${op === "is" ? "exactly" : op === "below" ? "fewer than" : COMPARED[op]} ${times} ${when}`;
}

function pageWords(page: string | undefined): string {
  return page === undefined ? "the shop's pages" : (PAGES_LOOKED_AT[page] ?? `“${page.replaceAll("_", " ")}”`);
}

/** Days left below none are days gone by. */
const MIRRORED = { above: "below", atLeast: "atMost", below: "above", atMost: "atLeast" } as const;

const SINCE = { start: "this began", delivered: "everything arrived", step: "this step began" } as const;

function windowWords(window: Window): string {
  if ("last" in window) return `in the last ${durationWords(window.last)}`;
  return window.within === undefined ? `since ${SINCE[window.since]}` : `within ${durationWords(window.within)} after ${SINCE[window.since]}`;
}

function days(value: number): string {
  return `${tidy(value)} ${value === 1 ? "day" : "days"}`;
}

function either(values: readonly string[]): string {
  return values.length === 1 ? (values[0] as string) : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

/** Two decimals at most: 0.70 is 0.7. */
function tidy(value: number): string {
  return String(Math.round(value * 100) / 100);
}
