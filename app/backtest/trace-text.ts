/** One customer's trace in words. */
import { channelWord, eventWords } from "../components/words/event-words.ts";
import { factGroups, ruleWords } from "../components/words/fact-words.ts";
import { formatInstant, parseInstant } from "../core/shared/instant.ts";
import type { TraceEntry } from "../simulation/trace.ts";
import { momentText } from "./report-text.ts";
import { wrapped } from "./text.ts";

const INDENT = 18;
const OUTCOMES = { send: "Decided to send", hold: "Held back", drop: "Not sent", refuse: "Did not start" } as const;

export function traceText(customer: string, entries: readonly TraceEntry[], zone: string): string[] {
  const lines = entries.flatMap((entry) => {
    const [first = "", ...more] = entryLines(entry, zone);
    return [...wrapped(`${momentText(entry.at, zone)}  ${first}`, 0, INDENT).map((line, index) => (index === 0 ? line.replace(/^(\S+ \S+) /, "$1  ") : line)), ...more.flatMap((line) => wrapped(line, INDENT, INDENT + 2))];
  });
  return [...wrapped(`${customer}: everything that happened, was decided, and would have been sent. Times are of ${zone}.`), "", ...lines, ""];
}

function entryLines(entry: TraceEntry, zone: string): string[] {
  switch (entry.kind) {
    case "event": {
      const { words, detail } = eventWords(entry.event);
      return [detail === null ? words : `${words} · ${detail}`];
    }
    case "stop":
      return [`${entry.journey}${aboutText(entry.about)}: at “${entry.step}”${noteText(entry.note, entry.step)}`];
    case "end":
      return [`${entry.journey}${aboutText(entry.about)} ends: ${entry.reason}`];
    case "message":
      return [`MESSAGE by ${channelWord(entry.channel)}: ${entry.step}${entry.status === "sent" ? "" : ` · ${entry.status}${entry.reason ? `: ${entry.reason}` : ""}`}`];
    case "decision":
      return decisionLines(entry, zone);
  }
}

function decisionLines({ decision, journey, step }: Extract<TraceEntry, { kind: "decision" }>, zone: string): string[] {
  const until = decision.heldUntil === null ? "" : ` until ${momentText(decision.heldUntil, zone)}`;
  const way = decision.outcome === "send" && decision.channel !== null ? ` by ${channelWord(decision.channel)}` : "";
  return [
    `${OUTCOMES[decision.outcome]}${way}${until}: ${journey}${step === null ? "" : `, ${step}`}`,
    decision.reason,
    ...(decision.rule === null ? [] : [`Rule: ${ruleWords(decision.rule)}`]),
    ...(decision.probability === 1 ? [] : [`Drawn with a chance of ${Math.round(decision.probability * 1000) / 10} %.`]),
    ...factGroups(decision.facts).filter(({ lines }) => lines.length > 0).map(({ title, lines }) => `${title === null ? "Seen" : title}: ${lines.map(({ label, value }) => `${label} ${valueText(value, zone)}`).join(", ")}`),
  ];
}

/** Many notes begin with the step's own name. */
function noteText(note: string, step: string): string {
  const rest = note.startsWith(step) ? note.slice(step.length).replace(/^: /, "") : note;
  return rest === "" ? "" : `, ${rest}`;
}

function aboutText(about: string | null): string {
  return about === null ? "" : ` (${about})`;
}

function valueText(value: unknown, zone: string): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(Math.round(value * 100) / 100);
  if (typeof value !== "string") return JSON.stringify(value);
  const at = parseInstant(value);
  return at === null ? value.replaceAll("_", " ") : momentText(at, zone);
}

/** The same for programs. */
export function traceJson(customer: string, entries: readonly TraceEntry[]): unknown {
  return { customer, entries: entries.map((entry) => ({ ...entry, at: formatInstant(entry.at) })) };
}
