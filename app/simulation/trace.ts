/** One customer's replay as one list in the order it happened: what a row of the report opens to. */
import type { Decision } from "../core/decision/decision.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Lived } from "./live-again.ts";

export type TraceEntry =
  | { readonly kind: "event"; readonly at: Instant; readonly event: CanonicalEvent }
  | { readonly kind: "stop"; readonly at: Instant; readonly journey: string; readonly about: string | null; readonly step: string; readonly note: string }
  | { readonly kind: "decision"; readonly at: Instant; readonly decision: Decision; readonly journey: string; readonly step: string | null }
  | { readonly kind: "message"; readonly at: Instant; readonly journey: string; readonly step: string; readonly channel: string; readonly status: string; readonly reason: string | null }
  | { readonly kind: "end"; readonly at: Instant; readonly journey: string; readonly about: string | null; readonly reason: string };

/** What happens in one moment is told in this order. */
const ORDER: readonly TraceEntry["kind"][] = ["event", "stop", "decision", "message", "end"];
/** The engine's own echo of what decisions, messages and walks say themselves. */
const ECHOES: ReadonlySet<string> = new Set(["message.sent", "message.held", "message.dropped", "journey.completed", "journey.exited"]);

/** @param definition of a journey that was live in the replay */
export function traceEntries(lived: Lived, definition: (journey: string) => Definition | undefined): TraceEntry[] {
  const name = (journey: string | null): string => definition(journey ?? "")?.name ?? journey ?? "";
  const label = (journey: string | null, step: string | null): string => definition(journey ?? "")?.steps[step ?? ""]?.label ?? step ?? "";
  const numbers = new Map(lived.events.flatMap(({ event }) => (event.type === "order.placed" ? [[event.data.orderRef, event.data.number] as const] : [])));
  const about = (walk: Lived["walks"][number]): string | null => (walk.orderRef === null ? null : `order ${numbers.get(walk.orderRef) ?? walk.orderRef}`);
  const entries: TraceEntry[] = lived.events.filter(({ event }) => !ECHOES.has(event.type)).map(({ event }) => ({ kind: "event", at: event.at, event }));
  for (const walk of lived.walks) {
    for (const stop of walk.trail) entries.push({ kind: "stop", at: stop.at, journey: name(walk.journey), about: about(walk), step: label(walk.journey, stop.step), note: stop.note });
    if (walk.endedAt !== null) entries.push({ kind: "end", at: walk.endedAt, journey: name(walk.journey), about: about(walk), reason: walk.endReason ?? walk.status });
  }
  for (const decision of lived.decisions) entries.push({ kind: "decision", at: decision.at, decision, journey: name(decision.journey), step: decision.step === null ? null : label(decision.journey, decision.step) });
  for (const message of lived.messages) entries.push({ kind: "message", at: message.sentAt ?? message.createdAt, journey: name(message.journey), step: label(message.journey, message.step), channel: message.channel, status: message.status, reason: message.reason });
  // Sorting keeps what shares a moment and a kind as the engine did it.
  return entries.sort((a, b) => a.at - b.at || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}
