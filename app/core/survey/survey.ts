/** The three questions of the survey in a message, and what an answer to one is as an event. */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Instant } from "../shared/instant.ts";

/** Every question with its answers, in the order they are asked. */
export const QUESTIONS = {
  rating: ["1", "2", "3", "4", "5"],
  stood_out: ["quality", "price", "delivery", "service", "looks", "other"],
  wants: ["tip", "offer", "demo", "nothing"],
} as const;
export type Question = keyof typeof QUESTIONS;

export type Answer = { readonly question: Question; readonly answer: string; readonly at: Instant };

/** What a survey is about: the message that asked, and the order and walk of that message. */
export type Asked = { readonly messageId: string; readonly orderRef: string | null; readonly enrollmentId: string | null };

/** A rating this low brings a person. */
const LOW = 2;

export function isQuestion(name: string): name is Question {
  return Object.hasOwn(QUESTIONS, name);
}

/** Null when it is not one of the question's answers. */
export function readAnswer(question: Question, answer: string): string | null {
  return (QUESTIONS[question] as readonly string[]).includes(answer) ? answer : null;
}

export function isLow(rating: string): boolean {
  return Number(rating) <= LOW;
}

/** The newest answer to each question. */
export function newestAnswers(answers: readonly Answer[]): Partial<Record<Question, Answer>> {
  const newest: Partial<Record<Question, Answer>> = {};
  for (const answer of answers) if (answer.at >= (newest[answer.question]?.at ?? -Infinity)) newest[answer.question] = answer;
  return newest;
}

/**
 * The fact that somebody answered; null when it is what they said last. The key holds the answer, and the moment of
 * the one it replaces: the same tap twice is one fact, a change of mind is another, and the newest counts.
 */
export function answered(asked: Asked, question: Question, answer: string, given: readonly Answer[], now: Instant): Extract<CanonicalEvent, { type: "survey.answered" }> | null {
  const before = newestAnswers(given)[question];
  if (before?.answer === answer) return null;
  const key = `survey:${asked.messageId}:${question}:${answer}${before ? `:${before.at}` : ""}`;
  const score = question === "rating" ? { score: Number(answer), scale: QUESTIONS.rating.length } : {};
  // A change is newer than what it replaces, even within one tick of the clock.
  const at = Math.max(now, (before?.at ?? -Infinity) + 1);
  return { key, type: "survey.answered", at, data: { question, answer, orderRef: asked.orderRef, enrollmentId: asked.enrollmentId, ...score } };
}
