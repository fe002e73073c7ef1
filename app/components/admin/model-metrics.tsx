import type { Metric } from "../../core/scoring/model-card.ts";
import { Amount } from "./amount.tsx";
import { figureWords, isBetter, metricWords } from "./model-words.ts";
import { useShop } from "./shop-context.tsx";
import { StatusBadge } from "./status-badge.tsx";

/** How well a model did on what it had not seen, each measure once, beside every rule that anybody could follow. */
export function ModelMetrics({ metrics }: { metrics: readonly Metric[] }) {
  const { currency } = useShop();
  return (
    <ul className="ag-metrics">
      {[...new Set(metrics.map(({ name }) => name))].map((name) => {
        const [first, ...others] = metrics.filter((metric) => metric.name === name);
        if (!first) return null;
        const { words, meaning, money } = metricWords(first);
        const better = isBetter(first);
        const figure = (value: number) => (money ? <Amount amount={Math.round(value)} currency={currency} /> : figureWords(value));
        return (
          <li key={name}>
            <p>
              <b>{words}</b>{" "}
              {better !== null && <StatusBadge status={better ? { words: "Better than the rule", tone: "success" } : { words: "No better than the rule", tone: "attention" }} />}
            </p>
            <p>
              <span className="ag-metric">{figure(first.ours)}</span> <span className="ag-quiet">{first.better === "higher" ? "more is better" : "less is better"}</span>
            </p>
            {[first, ...others].map(({ naive, naiveRule }) => naive !== null && (
              <p key={naiveRule} className="ag-quiet">
                {figure(naive)} by the rule “{naiveRule}”
              </p>
            ))}
            {meaning !== "" && <p className="ag-quiet">{meaning}</p>}
          </li>
        );
      })}
    </ul>
  );
}
