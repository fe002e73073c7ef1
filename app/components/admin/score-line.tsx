import type { Explained } from "../../core/scoring/score.ts";
import { SIMULATED_ONLY, TIER_WORDS } from "./model-words.ts";
import { SCORE_LABELS, scoreWords } from "./score-words.ts";
import { StatusBadge } from "./status-badge.tsx";

const READINESS: ReadonlySet<string> = new Set(["advocacy", "upsell", "price_sensitivity", "engagement"]);

/** One score; opened, why it is what it is and how sure it is. */
export function ScoreLine({ score, currency, horizonDays, group, open }: { score: Explained; currency: string; horizonDays: number; group: string | null; open: boolean }) {
  const { name, reasons, sure, tier } = score;
  return (
    <details className="ag-score" open={open}>
      <summary>
        <span>{SCORE_LABELS[name]}</span>
        <b suppressHydrationWarning>{name === "group" && group !== null ? group : scoreWords(score, currency, horizonDays)}</b>
      </summary>
      <div className="ag-why">
        {reasons.length > 0 && (
          <ul>
            {reasons.map(({ key, words }) => (
              <li key={key}>{words}</li>
            ))}
          </ul>
        )}
        <p className="ag-quiet">
          <StatusBadge status={TIER_WORDS[tier]} /> {sure}
        </p>
        {READINESS.has(name) && <p className="ag-quiet">{SIMULATED_ONLY}</p>}
      </div>
    </details>
  );
}
