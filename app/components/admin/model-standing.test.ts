import { expect, test } from "vitest";
import type { Metric, ModelCard } from "../../core/scoring/model-card.ts";
import { gapWords, standingOf, verdictOf } from "./model-standing.ts";

const auc: Metric = { name: "AUC", ours: 0.76, naive: 0.7, naiveRule: "who bought last comes first", better: "higher" };
const error: Metric = { name: "Error of all orders, as a share", ours: 0.15, naive: 0.08, naiveRule: "as before", better: "lower" };

const cardWith = (...metrics: Metric[]): ModelCard => ({
  model: "churn", title: "Churn risk", tier: "rfm", window: { from: 0, until: 1 }, size: {}, parameters: {}, reliance: "",
  holdout: { from: 0, until: 1, n: 400, metrics, calibration: [] },
});

test("only what luck does not make is called better or worse", () => {
  expect(verdictOf({ ...auc, gap: { low: 0.02, high: 0.1 } })).toBe("better");
  expect(verdictOf({ ...auc, gap: { low: -0.01, high: 0.13 } })).toBe("close");
  expect(verdictOf({ ...auc, gap: { low: -0.1, high: -0.01 } })).toBe("worse");
  expect([verdictOf(auc), verdictOf(error)], "nothing is known of luck").toEqual(["ahead", "behind"]);
  expect(verdictOf({ ...auc, naive: null }), "there is no rule to beat").toBeNull();
});

test("the interval is said from its near end to its far one", () => {
  expect(gapWords({ ...auc, gap: { low: 0.021, high: 0.12 } }, "GBP")).toBe("ahead by 2.1 to 12, as sure as 95 in 100");
  expect(gapWords({ ...auc, gap: { low: -0.12, high: -0.021 } }, "GBP")).toBe("behind by 2.1 to 12, as sure as 95 in 100");
  expect(gapWords({ ...auc, gap: { low: -0.01, high: 0.13 } }, "GBP")).toBe("anything from 1 behind to 13 ahead, as sure as 95 in 100");
  expect(gapWords(auc, "GBP")).toBeNull();
});

test("a score is relied on only if it was surely better than every rule", () => {
  const sure = { ...auc, gap: { low: 0.02, high: 0.1 } };
  const close = { ...auc, naiveRule: "another", gap: { low: -0.02, high: 0.1 } };
  expect(standingOf(cardWith(sure), "GBP")).toMatchObject({ status: { words: "You may rely on it" }, words: "picks the right one of two customers in 76 of 100 cases" });
  expect(standingOf(cardWith(sure, close), "GBP")).toMatchObject({ status: { words: "With care" }, words: expect.stringContaining("not surely better than a rule") });
  expect(standingOf(cardWith({ ...auc, ours: 0.6, gap: { low: -0.2, high: -0.01 } }), "GBP").words).toContain("a rule did better");
  expect(standingOf(cardWith(sure, error), "GBP")).toMatchObject({ status: { words: "With care" }, words: expect.stringContaining("by another measure a rule did better") });
  expect(standingOf(cardWith(sure, { ...error, name: "Brier" }), "GBP").status.words, "what only few know is in the details").toBe("You may rely on it");
  expect(standingOf(cardWith(auc), "GBP").status.words, "luck is not known").toBe("With care");
  expect(standingOf({ ...cardWith(sure), tier: "base" }, "GBP").status.words).toBe("Not yet");
  expect(standingOf({ ...cardWith(), holdout: null }, "GBP")).toMatchObject({ status: { words: "With care" }, words: "not tried yet on anything it had not seen" });
  expect(standingOf({ ...cardWith(), model: "readiness", tier: "rule", holdout: null }, "GBP").words).toContain("simulated customers only");
});
