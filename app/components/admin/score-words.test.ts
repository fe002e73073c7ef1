import { expect, test } from "vitest";
import { SCORES } from "../../core/scoring/score.ts";
import type { ScoreName } from "../../core/scoring/score.ts";
import { figureWords, headline, keyWords, metricFigure, metricWords } from "./model-words.ts";
import { SCORE_LABELS, scoreWords, segmentWords } from "./score-words.ts";

const say = (name: ScoreName, value: number | string): string => scoreWords({ name, value }, "GBP", 90);

test("chances are said of a hundred customers, and never as certain", () => {
  expect(say("churn", 0.617)).toBe("62 in 100 such customers will not order again within 90 days");
  expect(say("churn", 0)).toBe("fewer than 1 in 100 such customers will not order again within 90 days");
  expect(say("churn", 1)).toContain("more than 99 in 100");
});

test("estimates are rounded to what an estimate can say", () => {
  expect(say("expected_spend", 123_456)).toBe("about £1,200 within 90 days");
  expect(say("lifetime_value", 0)).toBe("about £0 within a year");
  expect(say("expected_orders", 1.2345)).toBe("about 1.2 within 90 days");
  expect(say("expected_orders", 0.37)).toBe("about 37 from 100 such customers within 90 days");
  expect(say("expected_orders", 0.01)).toBe("hardly any within 90 days");
  expect(say("next_order_days", 12)).toBe("in about 12 days");
});

test("stages and segments are said by name and meaning, unknown ones as they are", () => {
  expect(say("stage", "at_risk")).toBe("At risk: overdue: one and a half times their usual gap has passed");
  expect(say("segment", "champions")).toMatch(/^Champions: bought lately/);
  expect(segmentWords("of_later")).toBe("of_later");
});

test("every score has a label and words", () => {
  for (const [name, { kind }] of Object.entries(SCORES)) {
    expect(SCORE_LABELS[name as ScoreName]).toMatch(/^[A-Z]/);
    expect(say(name as ScoreName, kind === "text" ? "x" : 0.5)).not.toMatch(/NaN|undefined/);
  }
});

test("measures keep their own name where there are no words of ours", () => {
  expect(metricWords({ name: "AUC" }).words).toBe("Picks the right one of two");
  expect(metricWords({ name: "Something new" }).words).toBe("Something new");
  expect([figureWords(0.76243), figureWords(12_345.6), figureWords(-1234.6)]).toEqual(["0.762", "12,346", "-1,235"]);
  expect([keyWords("meanLogDays"), keyWords("spendFrom2")]).toEqual(["mean log days", "spend from 2"]);
});

test("chances and shares are said of a hundred, money in its currency, and only what few know as a bare figure", () => {
  expect(metricFigure({ name: "AUC" }, 0.7624, "GBP")).toBe("76 of 100 pairs");
  expect(metricFigure({ name: "Error of all orders, as a share" }, 0.084, "GBP")).toBe("8.4 %");
  expect(metricFigure({ name: "Error of the mean order, in the smallest unit" }, 1709.4, "EUR")).toBe("€17.09");
  expect(metricFigure({ name: "Brier" }, 0.13321, "GBP")).toBe("0.133");
  expect(headline("churn", { name: "AUC", ours: 0.858, naive: 0.5, naiveRule: "a coin", better: "higher" }, "GBP")).toBe("picks the right one of two customers in 86 of 100 cases");
});
