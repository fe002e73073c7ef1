import type { Metric } from "../../core/scoring/model-card.ts";
import { gapWords, verdictOf, VERDICT_WORDS } from "./model-standing.ts";
import { metricFigure, metricWords } from "./model-words.ts";
import { useShop } from "./shop-context.tsx";
import { StatusBadge } from "./status-badge.tsx";

/** How well a model did on what it had not seen, each measure once, beside every rule that anybody could follow. */
export function ModelMetrics({ metrics }: { metrics: readonly Metric[] }) {
  const names = [...new Set(metrics.map(({ name }) => name))].map((name) => metrics.filter((metric) => metric.name === name));
  const technical = names.filter(([first]) => first && metricWords(first).technical);
  return (
    <>
      <Measures measures={names.filter((measure) => !technical.includes(measure))} />
      {technical.length > 0 && (
        <details className="ag-fold">
          <summary>Measures for those who know them</summary>
          <Measures measures={technical} />
        </details>
      )}
    </>
  );
}

function Measures({ measures }: { measures: readonly (readonly Metric[])[] }) {
  const { currency } = useShop();
  return (
    <ul className="ag-metrics">
      {measures.map(([first, ...others]) => {
        if (!first) return null;
        const { words, meaning } = metricWords(first);
        return (
          <li key={first.name}>
            <p>
              {words}: <b className="ag-metric" suppressHydrationWarning>{metricFigure(first, first.ours, currency)}</b> <span className="ag-quiet">({first.better === "higher" ? "more is better" : "less is better"})</span>
            </p>
            {meaning !== "" && <p className="ag-quiet">{meaning}</p>}
            {[first, ...others].map((metric) => metric.naive !== null && <Beside key={metric.naiveRule} metric={metric} currency={currency} />)}
          </li>
        );
      })}
    </ul>
  );
}

function Beside({ metric, currency }: { metric: Metric; currency: string }) {
  const verdict = verdictOf(metric);
  const gap = gapWords(metric, currency);
  return (
    <p className="ag-beside">
      {verdict && <StatusBadge status={VERDICT_WORDS[verdict]} />}
      <span className="ag-quiet" suppressHydrationWarning>
        {metricFigure(metric, metric.naive ?? 0, currency)} by the rule “{metric.naiveRule}”{gap === null ? "" : `; ${gap}`}
      </span>
    </p>
  );
}
