import type { TimelineEntry } from "../../models/timeline.ts";
import { doneWords } from "./done-words.ts";
import { channelWord, eventWords } from "./event-words.ts";
import type { Said } from "./event-words.ts";
import { CLASS_WORDS } from "./status-words.ts";

type Names = Readonly<Record<string, { readonly name: string; readonly steps: Readonly<Record<string, string>> }>>;
type About = { readonly journey: string | null; readonly step: string | null; readonly content: string | null };

/** One entry of the timeline as a line, with a second one below it. */
export function entryWords(entry: TimelineEntry, journeys: Names): Said {
  if (entry.kind === "event") {
    const { event } = entry;
    const said = eventWords(event);
    if (event.type !== "journey.completed" && event.type !== "journey.exited") return said;
    return { ...said, words: said.words.replace("A journey", `“${journeys[event.data.journey]?.name ?? event.data.journey}”`) };
  }
  if (entry.kind === "message") {
    const { message } = entry;
    const bad = message.status === "failed" || message.status === "bounced" || message.status === "unknown";
    const detail = [`${channelWord(message.channel)}, ${(CLASS_WORDS[message.class] ?? message.class).toLowerCase()}`, message.reason].filter(Boolean).join(" · ");
    return { icon: "email", words: message.subject ?? stepName(message, journeys), detail, ...(bad ? { tone: "bad" as const } : {}) };
  }
  if (entry.kind === "action") return doneWords(entry.action);
  const { decision } = entry;
  const name = stepName(decision, journeys);
  const by = decision.channel === null ? null : channelWord(decision.channel);
  switch (decision.outcome) {
    case "send":
      return { icon: "email", words: `Decided to send: ${name}`, detail: by && `By ${by}.` };
    case "hold":
      return { icon: "held", words: `Held back: ${name}`, detail: [decision.reason, by && `It would go by ${by}.`].filter(Boolean).join(" ") };
    case "drop":
      return { icon: "dropped", words: `Not sent: ${name}`, detail: decision.reason };
    case "refuse":
      return { icon: "dropped", words: `${journeys[decision.journey ?? ""]?.name ?? decision.journey} did not start`, detail: decision.reason.replace(/^.*? did not start: /, "").replace(/^./, (first) => first.toUpperCase()) };
  }
}

/** "How to get the most out of it", or the content's key where the journey's names are not at hand. */
export function stepName({ journey, step, content }: About, journeys: Names): string {
  return journeys[journey ?? ""]?.steps[step ?? ""] ?? content ?? "a message";
}
