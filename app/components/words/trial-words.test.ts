import { describe, expect, it } from "vitest";
import type { SubjectTrial } from "../../core/journey/catalog/subject-trial.ts";
import { DAY } from "../../core/shared/instant.ts";
import type { TrialWeek } from "../../models/journey-trial.ts";
import { trialWords } from "./trial-words.ts";

const NOW = Date.UTC(2026, 10, 23);
const TRIAL: SubjectTrial = {
  step: "ask", label: "How was it?", split: "try_ask", goal: "clicked",
  arms: [{ id: "ours", label: "The subject there was", step: "ask", subjects: null }, { id: "s1", label: "“Hello”", step: "ask_s1", subjects: { en: "Hello" } }],
};
const week = (ago: number, arm: string, n: number, brought: number, waiting = 0): TrialWeek => ({ arm, week: NOW - 7 * ago * DAY, n, brought, waiting });

describe("trialWords", () => {
  it("says how each does, and how many more weeks it takes", () => {
    const words = trialWords(TRIAL, [week(3, "ours", 100, 10), week(3, "s1", 100, 13), week(1, "ours", 0, 0, 40), week(1, "s1", 0, 0, 41)], { ours: 0.3, s1: 0.7 }, NOW);
    expect(words.arms).toEqual([
      { id: "ours", label: "The subject there was", share: "30 % of customers get it now.", counts: "Of 100 customers who got it, 10 % clicked in it within 7 days.", verdict: null, tone: "open" },
      { id: "s1", label: "“Hello”", share: "70 % of customers get it now.", counts: "Of 100 customers who got it, 13 % clicked in it within 7 days.", verdict: expect.stringMatching(/^Not enough yet: about \d+ more weeks to tell a difference of 3 in every 100 from chance\.$/), tone: "open" },
    ]);
    expect(words).toMatchObject({ title: "How was it?", goal: "Each week the one that is clicked more within 7 days gets more customers.", waiting: "81 customers who got it less than 7 days ago are not counted yet." });
  });

  it("says which is better or worse once that can be told, within weeks and not across them", () => {
    const told = (weeks: TrialWeek[]) => trialWords(TRIAL, weeks, undefined, NOW).arms[1]?.verdict;
    expect(told([week(3, "ours", 900, 90), week(3, "s1", 900, 180)])).toMatch(/^Better than the first: between [\d.]+ and [\d.]+ more in every 100 click\.$/);
    expect(told([week(3, "ours", 900, 180), week(3, "s1", 900, 90)])).toMatch(/^Worse than the first: between [\d.]+ and [\d.]+ fewer/);
    // The second got most customers in the better week; in each week both did the same.
    expect(told([week(4, "ours", 900, 90), week(4, "s1", 100, 10), week(3, "ours", 100, 40), week(3, "s1", 900, 360)])).toMatch(/^(Not enough yet|No difference)/);
  });

  it("is honest where nobody is through yet, and where one was stopped for harm", () => {
    const none = trialWords({ ...TRIAL, goal: "ordered" }, [], undefined, NOW);
    expect(none.arms.map(({ counts, share }) => `${share} ${counts}`)).toEqual(Array(2).fill("50 % of customers get it now. Nobody has had their 30 days with it yet."));
    expect(none).toMatchObject({ waiting: null, goal: expect.stringContaining("orders within 30 days"), arms: [{}, { verdict: "Not enough yet: too few customers have had their 30 days." }] });
    expect(trialWords(TRIAL, [week(3, "ours", 90, 9), week(3, "s1", 90, 9)], { ours: 1, s1: 0 }, NOW).arms[1]).toMatchObject({ share: "Nobody gets it any more: too many unsubscribed after it.", verdict: null });
    expect(trialWords(TRIAL, [], { ours: 0.999, s1: 0.001 }, NOW).arms[1]?.share).toBe("Less than 1 % of customers get it now.");
  });
});
