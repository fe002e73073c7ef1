import type { ModelCard as Shown } from "../../core/scoring/model-card.ts";
import { Facts } from "./facts.tsx";
import { CalibrationPlot } from "./model-calibration.tsx";
import { ModelMetrics } from "./model-metrics.tsx";
import { standingOf } from "./model-standing.ts";
import { figureWords, keyWords, MODEL_LABELS, SIMULATED_ONLY, TIER_WORDS, USED_FOR } from "./model-words.ts";
import { useShop } from "./shop-context.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { When } from "./when.tsx";

/** They foretell nothing that could come or not. */
const NOT_TRIED: ReadonlySet<Shown["model"]> = new Set(["groups", "readiness"]);

/** One score in a line; opened, what may be relied on, then how that is known, then what it is made of. */
export function ModelCard({ card }: { card: Shown }) {
  const { currency } = useShop();
  const { status, words } = standingOf(card, currency);
  return (
    <details className="ag-model" id={card.model}>
      <summary>
        <b>{MODEL_LABELS[card.model]}</b>
        <span className="ag-quiet" suppressHydrationWarning>
          {words}
        </span>
        <StatusBadge status={status} />
      </summary>
      <ModelDetails card={card} />
    </details>
  );
}

function ModelDetails({ card }: { card: Shown }) {
  const { holdout } = card;
  return (
    <div className="ag-model-body">
      <p className="ag-quiet">{USED_FOR[card.model]}</p>
      <p className="ag-reliance">{card.reliance}</p>
      {card.model === "readiness" && <p className="ag-simulated">{SIMULATED_ONLY}</p>}
      {holdout === null && !NOT_TRIED.has(card.model) && <p className="ag-quiet">It could not be tried on anything it had not seen: that takes more of a past.</p>}
      {holdout !== null && (
        <>
          <p className="ag-quiet">
            Tried on {figureWords(holdout.n)} cases from <When at={holdout.from} as="day" /> to <When at={holdout.until} as="day" />, which it had not seen:
          </p>
          <ModelMetrics metrics={holdout.metrics} />
          {holdout.calibration.length > 0 && (
            <details className="ag-fold">
              <summary>What was told beside what came, as a drawing</summary>
              <CalibrationPlot bins={holdout.calibration} what={MODEL_LABELS[card.model]} />
            </details>
          )}
        </>
      )}
      <details className="ag-fold">
        <summary>What it is made of</summary>
        <p className="ag-made">
          <StatusBadge status={TIER_WORDS[card.tier]} /> <span className="ag-quiet">{TIER_WORDS[card.tier].meaning}</span>
        </p>
        <Facts
          facts={[
            { label: "Learnt from", value: <><When at={card.window.from} as="day" /> to <When at={card.window.until} as="day" /></> },
            ...Object.entries(card.size).map(([key, value]) => ({ label: sentence(keyWords(key)), value: figureWords(value) })),
            ...Object.entries(card.parameters).map(([key, value]) => ({ label: sentence(keyWords(key)), value: figureWords(value) })),
          ]}
        />
      </details>
    </div>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
