import fc from "fast-check";
import { expect, test } from "vitest";
import { answered, newestAnswers, QUESTIONS } from "./survey.ts";
import type { Answer, Question } from "./survey.ts";

const asked = { messageId: "m1", orderRef: "1001", enrollmentId: "w1" };

test("a rating carries its score; the first answer's key is the question and the answer", () => {
  expect(answered(asked, "rating", "4", [], 10)).toMatchObject({ key: "survey:m1:rating:4", at: 10, data: { question: "rating", answer: "4", score: 4, scale: 5, orderRef: "1001", enrollmentId: "w1" } });
  expect(answered(asked, "wants", "tip", [], 10)?.data).not.toHaveProperty("score");
});

test("whatever is tapped in whatever order, the last tap is the one that counts, and no key comes twice", () => {
  const tap = fc.constantFrom(...Object.entries(QUESTIONS).flatMap(([question, answers]) => answers.map((answer) => [question as Question, answer] as const)));
  fc.assert(fc.property(fc.array(tap, { maxLength: 30 }), (taps) => {
    const given: Answer[] = [];
    const keys: string[] = [];
    // All within one tick of the clock.
    for (const [question, answer] of taps) {
      const event = answered(asked, question, answer, given, 10);
      if (!event) continue;
      keys.push(event.key);
      given.push({ question, answer, at: event.at });
    }
    expect(new Set(keys).size).toBe(keys.length);
    const last = Object.fromEntries(taps);
    expect(Object.fromEntries(Object.values(newestAnswers(given.toReversed())).map(({ question, answer }) => [question, answer]))).toEqual(last);
  }));
});
