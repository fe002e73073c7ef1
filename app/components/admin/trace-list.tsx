import type { TraceEntry } from "../../simulation/trace.ts";
import { channelWord, eventWords } from "../words/event-words.ts";
import { When } from "./when.tsx";
import { Why } from "./why.tsx";

const OUTCOMES = { send: "Would have been sent", hold: "Would have been held back", drop: "Would not have been sent", refuse: "Would not have started" } as const;

/** One customer's replay, oldest first; each decision opens to its reason and the facts it saw. */
export function TraceList({ entries }: { entries: readonly TraceEntry[] }) {
  return (
    <ol style={{ listStyle: "none", padding: 0, display: "grid", gap: "0.75rem" }}>
      {entries.map((entry, index) => (
        <li key={index}>
          <span className="ag-quiet">
            <When at={entry.at} />
          </span>{" "}
          <Entry entry={entry} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: TraceEntry }) {
  switch (entry.kind) {
    case "event": {
      const { words, detail } = eventWords(entry.event);
      return <>{[words, detail].filter(Boolean).join(" · ")}</>;
    }
    case "stop":
      return <span className="ag-quiet">{`${entry.journey}${entry.about ? ` (${entry.about})` : ""}: at “${entry.step}”`}</span>;
    case "end":
      return <span className="ag-quiet">{`${entry.journey}${entry.about ? ` (${entry.about})` : ""} ends: ${entry.reason}`}</span>;
    case "message":
      return <b>{`By ${channelWord(entry.channel)}: ${entry.step}`}</b>;
    case "decision":
      return (
        <details>
          <summary>{`${OUTCOMES[entry.decision.outcome]}: ${[entry.journey, entry.step].filter(Boolean).join(", ")} · ${entry.decision.reason}`}</summary>
          <Why decision={entry.decision} />
        </details>
      );
  }
}
