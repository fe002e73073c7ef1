/** Where somebody stands in the survey; plain data, ready to print. */
import { isLow, isQuestion, newestAnswers, readAnswer } from "../../core/survey/survey.ts";
import type { Answer, Question } from "../../core/survey/survey.ts";

export type SurveyView = {
  /** What is asked now; null when all is said. */
  readonly ask: Question | null;
  /** The question a link leads on to without an answer; null leads to the end. */
  readonly skipTo: Question | null;
  /** The score of the link that was tapped and is not saved yet. */
  readonly tapped: string | null;
  readonly rating: string | null;
  readonly low: boolean;
  /** The answer now standing to what is asked. */
  readonly chosen: string | null;
};

const ORDER = ["rating", "stood_out", "wants"] as const;

/**
 * @param extra what the link says: "rating=5"
 * @param wanted what the address asks for: a question, "next" (the first still open) or "done"; null as the link came
 */
export function surveyView(given: readonly Answer[], extra: string, wanted: string | null): SurveyView {
  const newest = newestAnswers(given);
  const fromLink = readAnswer("rating", new URLSearchParams(extra).get("rating") ?? "");
  // A tap counts once, and only as the link came: after another choice on this page it must not come back.
  const tapped = wanted === null && fromLink !== null && !given.some((one) => one.question === "rating" && one.answer === fromLink) ? fromLink : null;
  const rating = newest.rating?.answer ?? null;
  const open = ORDER.find((question) => !newest[question]) ?? null;
  const ask = tapped !== null || rating === null ? "rating" : wanted === "done" ? null : isQuestion(wanted ?? "") ? (wanted as Question) : open;
  return {
    ask, tapped, rating,
    skipTo: ask === "stood_out" ? "wants" : null,
    low: rating !== null && isLow(rating),
    chosen: ask === "rating" ? (tapped ?? rating) : ask === null ? null : (newest[ask]?.answer ?? null),
  };
}
