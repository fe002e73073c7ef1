import { expect, test } from "vitest";
import { beatenWords } from "./beaten-words.ts";
import type { Metric } from "./model-card.ts";

const metric = (ours: number, naive: number | null, better: Metric["better"] = "lower"): Metric => ({ name: "Error", ours, naive, naiveRule: "as often as before", better });
const ABOUT = ["for single customers", "for the sum"];

test("a model that a rule beats says where", () => {
  expect(beatenWords([metric(2, 1), metric(1, 2)], ABOUT)).toBe(" In the last window the rule “as often as before” came closer for single customers.");
  expect(beatenWords([metric(2, 1), metric(2, 1)], ABOUT)).toBe(" In the last window the rule “as often as before” came closer for single customers and for the sum.");
  expect(beatenWords([metric(0.7, 0.8, "higher")], ["at telling who buys again"])).toBe(" In the last window the rule “as often as before” came closer at telling who buys again.");
});

test("nothing is said where no rule was better, none was tried, or there is no figure", () => {
  expect([beatenWords([], ABOUT), beatenWords([metric(1, 1), metric(1, null)], ABOUT), beatenWords([metric(0.8, 0.7, "higher")], ABOUT), beatenWords([metric(Number.NaN, 1)], ABOUT)]).toEqual(["", "", "", ""]);
});
