import { decimal } from "./money-text.ts";
import type { Report } from "./report-text.ts";

/** The same figures for programs: money in whole units of the currency, moments as ISO 8601. */
export function reportJson({ file, asOf, horizon, orders, cards, atRisk, scored }: Report): object {
  return {
    asOf: iso(asOf), horizonDays: horizon, currency: file.currency, customers: file.customers, scored, orders, from: iso(file.span.from), until: iso(file.span.to),
    notes: file.notes(), problemCount: file.problemCount, problems: file.problems,
    models: cards.map(({ window, holdout, ...card }) => ({
      ...card, window: { from: iso(window.from), until: iso(window.until) }, holdout: holdout && { ...holdout, from: iso(holdout.from), until: iso(holdout.until) },
    })),
    atRisk: atRisk.map(({ key, orders: own, spent, lastOrderAt, scores }) => ({
      customer: key, orders: own, spent: file.hasMoney ? decimal(spent, file.currency) : null, lastOrderAt: iso(lastOrderAt),
      scores: Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, { value: score.value, tier: score.tier ?? null }])),
    })),
  };
}

const iso = (at: number): string => new Date(at).toISOString();
