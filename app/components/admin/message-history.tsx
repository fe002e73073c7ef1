import type { Decision } from "../../core/decision/decision.ts";
import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import type { MessageRow } from "../../models/message.ts";
import { eventWords } from "../words/event-words.ts";
import { messageWord } from "../words/status-words.ts";
import { When } from "./when.tsx";

type Stop = { readonly at: number; readonly words: string; readonly detail?: string | null };

/** From the first thought of it to what became of it, oldest first. */
export function MessageHistory({ message, events, decisions }: { message: MessageRow; events: readonly CanonicalEvent[]; decisions: readonly Decision[] }) {
  const { words, meaning } = messageWord(message);
  const sent = message.status === "sent" ? words : "Sent";
  const stops: Stop[] = [
    ...decisions.filter((one) => one.outcome === "hold").map((one) => ({ at: one.at, words: "Held back", detail: one.reason })),
    { at: message.createdAt, words: "Decided to send" },
    ...(message.sentAt !== null && !events.some((event) => event.type === "message.sent") ? [{ at: message.sentAt, words: sent }] : []),
    ...events.map((event) => ({ at: event.at, words: event.type === "message.sent" ? sent : eventWords(event).words, detail: eventWords(event).detail })),
  ].sort((a, b) => a.at - b.at);
  return (
    <>
      <ol className="ag-steps">
        {stops.map((stop, index) => (
          <li key={index}>
            {stop.words}
            <When at={stop.at} />
            {stop.detail && <p className="ag-quiet">{stop.detail}</p>}
          </li>
        ))}
      </ol>
      <p className="ag-quiet">
        {meaning} {message.reason}
      </p>
      {message.sendAt !== null && (
        <p className="ag-quiet">
          Next try <When at={message.sendAt} as="relative" />
          {message.attempts > 0 && `, after ${message.attempts} ${message.attempts === 1 ? "try" : "tries"}`}.
        </p>
      )}
    </>
  );
}
