import { Fragment } from "react";
import type { Decision } from "../../core/decision/decision.ts";
import { parseInstant } from "../../core/shared/instant.ts";
import { channelWord } from "../words/event-words.ts";
import { factGroups, ruleWords } from "../words/fact-words.ts";
import type { FactGroup } from "../words/fact-words.ts";
import { When } from "./when.tsx";

const MANY = 4;

type Props = {
  readonly decision: Pick<Decision, "reason" | "rule" | "facts" | "probability" | "channel">;
  /** Where nothing spoke against it, what was checked is a long list of yes. */
  readonly folded?: boolean;
};

/** Why a decision fell as it did: its sentence, the rule, and the facts it saw. */
export function Why({ decision, folded = false }: Props) {
  const groups = factGroups(decision.facts);
  const isLong = folded && decision.rule === null && groups.length > MANY;
  return (
    <div className="ag-why">
      <p>{decision.reason}</p>
      {decision.channel && <p className="ag-quiet">Channel: {channelWord(decision.channel)}</p>}
      {decision.rule && <p className="ag-quiet">Rule: {ruleWords(decision.rule)}</p>}
      {decision.probability !== 1 && <p className="ag-quiet">Decided by lot, with a chance of {Math.round(decision.probability * 1000) / 10} %.</p>}
      {isLong ? (
        <details className="ag-more">
          <summary>{groups.length} things were checked</summary>
          <Checked groups={groups} />
        </details>
      ) : (
        <Checked groups={groups} />
      )}
    </div>
  );
}

function Checked({ groups }: { groups: readonly FactGroup[] }) {
  return (
    <ul>
      {groups.map((group) => (
        <li key={group.title ?? ""}>
          {group.title && <b>{group.title}: </b>}
          {group.said?.map((sentence, index) => (
            <Fragment key={index}>
              {index > 0 && " "}
              {sentence.map((part, place) => (typeof part === "string" ? part : <Value key={place} value={part.at} />))}
            </Fragment>
          ))}
          {group.lines.map(({ label, value }, index) => (
            <span key={label}>
              {index > 0 && ", "}
              <span className="ag-quiet">{label}</span> <Value value={value} />
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Value({ value }: { value: unknown }) {
  if (value === null || value === undefined) return <>none</>;
  if (typeof value === "boolean") return <>{value ? "yes" : "no"}</>;
  const at = typeof value === "string" ? parseInstant(value) : null;
  if (at !== null) return <When at={at} />;
  if (typeof value === "number") return <>{Math.round(value * 100) / 100}</>;
  return <>{typeof value === "string" ? value.replaceAll("_", " ") : JSON.stringify(value)}</>;
}
