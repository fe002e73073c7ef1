/** Whether a shop may rely on a score, and how surely it did better than a rule that anybody could follow. */
import type { Metric, ModelCard } from "../../core/scoring/model-card.ts";
import type { StatusWord } from "../words/status-words.ts";
import { groupCount, headline, metricFigure, metricWords } from "./model-words.ts";

export type Verdict = "better" | "close" | "worse" | "ahead" | "behind";

export const VERDICT_WORDS: Readonly<Record<Verdict, StatusWord>> = {
  better: { words: "Better than the rule", tone: "success", meaning: "More than luck alone would do in 95 of 100 cases." },
  close: { words: "Too close to tell", tone: "attention", meaning: "The difference is so small that luck alone may have made it." },
  worse: { words: "Worse than the rule", tone: "critical", meaning: "More than luck alone would do in 95 of 100 cases." },
  ahead: { words: "Closer this time", tone: undefined, meaning: "How much of the difference is luck cannot be told of this figure." },
  behind: { words: "Less close this time", tone: "attention", meaning: "How much of the difference is luck cannot be told of this figure." },
};

/** Beside the rule; null where there is none to compare. What luck may have made is called neither better nor worse. */
export function verdictOf({ ours, naive, better, gap }: Metric): Verdict | null {
  if (naive === null) return null;
  if (gap) return gap.low > 0 ? "better" : gap.high < 0 ? "worse" : "close";
  if (ours === naive) return "close";
  return ours > naive === (better === "higher") ? "ahead" : "behind";
}

/** How far ahead, from and to; null where that cannot be told. */
export function gapWords(metric: Metric, currency: string): string | null {
  const { gap } = metric;
  if (!gap) return null;
  const say = (value: number): string => metricFigure(metric, Math.abs(value), currency, true);
  const sure = "as sure as 95 in 100";
  if (gap.low > 0) return `ahead by ${say(gap.low)} to ${say(gap.high)}, ${sure}`;
  if (gap.high < 0) return `behind by ${say(gap.high)} to ${say(gap.low)}, ${sure}`;
  return `anything from ${say(gap.low)} behind to ${say(gap.high)} ahead, ${sure}`;
}

const RELY = { words: "You may rely on it", tone: "success" } as const;
const CARE = { words: "With care", tone: "attention" } as const;
const NOT_YET = { words: "Not yet", tone: "warning" } as const;
const NO_FORECAST = { words: "Not a forecast", tone: undefined } as const;

/** The score in one line: whether it may be relied on, and by which figure. */
export function standingOf(card: ModelCard, currency: string): { readonly status: StatusWord; readonly words: string } {
  if (card.tier === "base") return { status: NOT_YET, words: card.model === "affinity" ? "everybody is offered your best-sellers" : card.model === "groups" ? "too few customers to tell groups apart" : "everybody gets your shop’s average" };
  if (card.model === "readiness") return { status: CARE, words: "tested on simulated customers only; good for whom to ask first" };
  if (card.model === "groups") return { status: NO_FORECAST, words: `${groupCount(card)}, found by the figures themselves` };
  const metric = card.holdout?.metrics[0];
  if (!metric) return { status: CARE, words: "not tried yet on anything it had not seen" };
  const verdicts = (card.holdout?.metrics ?? []).filter(({ name }) => name === metric.name).map(verdictOf);
  const did = headline(card.model, metric, currency);
  if (verdicts.includes("worse") || verdicts.includes("behind")) return { status: CARE, words: `${did}; a rule did better` };
  if (verdicts.includes("close") || verdicts.includes("ahead")) return { status: CARE, words: `${did}; not surely better than a rule` };
  const others = (card.holdout?.metrics ?? []).filter((other) => other.name !== metric.name && !metricWords(other).technical).map(verdictOf);
  if (others.includes("worse") || others.includes("behind")) return { status: CARE, words: `${did}; by another measure a rule did better` };
  return { status: RELY, words: did };
}
