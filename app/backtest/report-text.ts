/** The report for a merchant's terminal. */
import { channelWord } from "../components/words/event-words.ts";
import { ruleWords } from "../components/words/fact-words.ts";
import { formatInstant } from "../core/shared/instant.ts";
import { clockAt } from "../core/shared/local-time.ts";
import { dayOf, STILL_WALKING } from "../simulation/report.ts";
import type { Report, StepReport, WalkRow } from "../simulation/report.ts";
import { count, counted, cut, percent, table, tally, WIDTH, wrapped } from "./text.ts";
import type { Ink } from "./text.ts";

const PATHS = 10;
const REASONS = 10;
const NOT_AN_EFFECT = "This is what they did by themselves, without these messages. It is NOT an effect of the messages: nobody received them.";

export function reportText(report: Report, rows: number, { title }: Ink): string[] {
  const parts: (readonly [string, readonly string[]])[] = [
    ["Who would have entered", enteredText(report)],
    ["By which path", pathText(report)],
    ["Step by step", stepText(report)],
    ["How it ended", tally(top(report.ends, REASONS).map(([words, n]) => ({ n, of: report.entered, words })))],
    ["Held back for a while, and why", reasonText(report.held)],
    ["Not sent at all, and why", reasonText(report.dropped)],
    ["Messages per customer", perCustomerText(report)],
    ["Messages by month", monthText(report)],
    ["Who ordered again within 90 days of the first message", againText(report)],
    ...(rows > 0 ? [[`The first ${counted(Math.min(rows, report.rows.length), "walk")}`, rowText(report, rows)] as const] : []),
  ];
  const head = `${report.name}: ${dayOf(report.from, report.zone)} to ${dayOf(report.to, report.zone)}`;
  return [
    "=".repeat(WIDTH), title(head), ...(report.partial ? wrapped(`PARTIAL: stopped after ${counted(report.customers, "customer")}; the figures cover only those.`) : []), "=".repeat(WIDTH),
    ...parts.flatMap(([name, lines]) => (lines.length === 0 ? [] : ["", title(name), ...lines])),
    "",
  ];
}

function enteredText(report: Report): string[] {
  return [
    ...tally([
      { n: report.customers, words: `customers were looked at, with ${counted(report.orders, "order")} in this time` },
      { n: report.customersEntered, words: report.entered === report.customersEntered ? "of them would have entered" : `of them would have entered, ${counted(report.entered, "time")} in all` },
      { n: report.customersRefused, words: "would not have entered: a condition spoke against it, as below" },
      { n: report.customers - report.customersEntered - report.customersRefused, words: "would not have entered: nothing that begins it happened to them in this time" },
      { n: report.sent, words: `messages would have been sent${channels(report)}` },
    ]),
    ...(Object.keys(report.refused).length > 0 ? ["  Something began it and a condition spoke against it, each time counted:", ...tally(top(report.refused, REASONS).map(([reason, n]) => ({ n, words: plainReason(reason) })), 4)] : []),
  ];
}

/** "Welcome did not start: the order …" says its name in the title already. */
function plainReason(reason: string): string {
  return reason.replace(/^.*? did not start: /, "");
}

function channels({ channels: by }: Report): string {
  const kinds = top(by, 10).map(([channel, n]) => `${count(n)} by ${channelWord(channel)}`);
  return kinds.length === 0 ? "" : `: ${kinds.join(", ")}`;
}

function pathText({ paths, entered }: Report): string[] {
  const kinds = Object.keys(paths).length;
  return [...tally(top(paths, PATHS).map(([words, n]) => ({ n, of: entered, words }))), ...(kinds > PATHS ? [`  … and ${counted(kinds - PATHS, "other path")}`] : [])];
}

function stepText({ steps }: Report): string[] {
  const told = Object.values(steps).filter(({ reached, sent, held, dropped }) => reached + sent + held + dropped > 0);
  if (told.length === 0) return [];
  return table(["", "reached", "sent", "held", "not sent", "sent on day"], told.map((step) => [step.label, count(step.reached), ...messages(step)]));
}

function messages(step: StepReport): string[] {
  if (step.sent + step.held + step.dropped === 0) return ["", "", "", ""];
  return [count(step.sent), count(step.held), count(step.dropped), daysOf(step)];
}

/** Nine in ten are sent on these days after the walk began. */
function daysOf({ afterDays, sent }: StepReport): string {
  const days = Object.entries(afterDays).map(([day, n]) => [Number(day), n] as const).toSorted((a, b) => a[0] - b[0]);
  const at = (share: number): number => {
    let seen = 0;
    return days.find(([, n]) => (seen += n) >= share * sent)?.[0] ?? 0;
  };
  const [early, late] = [at(0.05), at(0.95)];
  return sent === 0 ? "" : early === late ? String(early) : `${early}–${late}`;
}

function reasonText(reasons: Report["held"]): string[] {
  return Object.entries(reasons).toSorted((a, b) => b[1].count - a[1].count).flatMap(([rule, { count: n, reason }]) => tally([{ n, words: `${ruleWords(rule)} For example: “${reason}”` }]));
}

function perCustomerText({ perCustomer, customersEntered: of }: Report): string[] {
  const numbers = Object.entries(perCustomer).map(([got, n]) => ({ got: Number(got), n })).toSorted((a, b) => a.got - b.got);
  const more = numbers.filter(({ got }) => got > 8);
  const rows = numbers.filter(({ got }) => got <= 8).map(({ got, n }) => ({ n, of, words: got === 0 ? "customers: no message" : `customers: ${counted(got, "message")}` }));
  if (more.length === 0) return tally(rows);
  return tally([...rows, { n: more.reduce((sum, { n }) => sum + n, 0), of, words: `customers: more than 8 messages (at most ${numbers.at(-1)?.got ?? 0})` }]);
}

function monthText({ days }: Report): string[] {
  const months: Record<string, number> = {};
  for (const [day, n] of Object.entries(days)) months[day.slice(0, 7)] = (months[day.slice(0, 7)] ?? 0) + n;
  const rows = Object.entries(months).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const most = Math.max(1, ...Object.values(months));
  const [busiest] = top(days, 1);
  return [
    ...rows.map(([month, n]) => `  ${month}  ${count(n).padStart(9)}  ${"#".repeat(Math.ceil((n / most) * 50))}`),
    ...(busiest ? [`  Busiest day: ${busiest[0]} with ${counted(busiest[1], "message")}`] : []),
  ];
}

function againText({ again }: Report): string[] {
  if (again.customers === 0) return ["  Nobody would have been written to."];
  const early = again.customers - again.observed;
  return [
    ...tally([{ n: again.bought, words: `of the ${counted(again.observed, "customer")} whose 90 days can be seen ordered again (${percent(again.bought, again.observed) || "0 %"})` }]),
    ...(early > 0 ? wrapped(`The 90 days of ${counted(early, "other")} are not over at the end of this time; they are not counted.`, 2) : []),
    ...wrapped(NOT_AN_EFFECT, 2),
  ];
}

function rowText(report: Report, rows: number): string[] {
  return [
    ...report.rows.slice(0, rows).flatMap((row) => walkText(row, report.zone)),
    ...(report.entered > rows ? [`  … and ${counted(report.entered - rows, "other")}`] : []),
    ...wrapped("Everything about one of them, with every reason: the same command with --customer and the name at the beginning of its line.", 2),
  ];
}

function walkText(row: WalkRow, zone: string): string[] {
  const first = `  ${dayOf(row.enteredAt, zone)}  ${cut(row.customer, 44)}${row.about === null ? "" : `  (${cut(row.about, 20)})`}`;
  const sent = row.messages.length === 0 ? row.path : row.messages.map(({ at, channel }, index) => `${dayOf(at, zone)} ${row.path.split(" → ")[index] ?? ""} (${channelWord(channel)})`).join(" → ");
  return [first, ...wrapped(sent, 14), ...wrapped(row.ended === STILL_WALKING ? row.ended : `ended: ${row.ended}`, 14)];
}

function top(counts: Readonly<Record<string, number>>, most: number): [string, number][] {
  return Object.entries(counts).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most);
}

/** A moment on the shop's clock: "2026-03-01 09:05". */
export function momentText(at: number, zone: string): string {
  const { hour, minute } = clockAt(at, zone);
  return `${dayOf(at, zone)} ${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** The report as it is, with moments that people and programs can read. */
export function reportJson(report: Report, rows: number): unknown {
  return {
    ...report, from: formatInstant(report.from), to: formatInstant(report.to), note: NOT_AN_EFFECT,
    rows: report.rows.slice(0, rows).map((row) => ({ ...row, enteredAt: formatInstant(row.enteredAt), messages: row.messages.map((one) => ({ ...one, at: formatInstant(one.at) })) })),
    rowsLeftOut: report.entered - Math.min(rows, report.rows.length),
  };
}
