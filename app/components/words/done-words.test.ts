import { expect, test } from "vitest";
import type { DoneOutside } from "../../models/timeline.ts";
import { doneWords } from "./done-words.ts";

const ACTIONS: DoneOutside["action"][] = [{ do: "tag", tag: "vip" }, { do: "loyalty_join" }, { do: "referral_code" }, { do: "discount_code", percent: 10 }, { do: "webhook", url: "https://x.example" }];
const STATUSES = ["pending", "done", "failed", "recorded"] as const;

test.each(ACTIONS)("each outcome of $do is told, and never as done when it was not", (action) => {
  const said = STATUSES.map((status) => doneWords({ action, made: "X-1", status, reason: null }));
  const [pending, done, failed, recorded] = said.map(({ words }) => words);
  expect(said.every(({ words }) => /^[A-Z].*[^.]$/.test(words) && !/undefined|null/.test(words))).toBe(true);
  expect(failed).not.toBe(done);
  expect(recorded).not.toBe(done);
  // A code for recommending is ours alone: it is good at once.
  if (action.do !== "referral_code") expect(pending).not.toBe(done);
  expect(said.map(({ tone }) => tone)).toEqual([undefined, undefined, "bad", undefined]);
});

test("the reason stands below, and what waits without one says so", () => {
  const told = (status: DoneOutside["status"], reason: string | null) => doneWords({ action: { do: "tag", tag: "vip" }, made: null, status, reason }).detail;
  expect([told("recorded", "No tags here."), told("pending", null), told("done", null)]).toEqual(["No tags here.", "It will be done in a moment.", null]);
});
