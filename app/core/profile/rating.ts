import type { CanonicalEvent } from "../event/canonical-event.ts";

/** The question of a survey that rates what was bought. */
const RATING_QUESTION = "rating";

/** A score as a share from 0 (worst) to 1 (best), so that "9 of 10" and "5 of 5" compare. 1 of 5 is the worst there is, so the share begins there; a scale of 10 begins at 0. */
export function shareOf(score: number, scale: number): number {
  const worst = scale === 10 ? 0 : 1;
  return Math.min(1, Math.max(0, (score - worst) / (scale - worst)));
}

/** How a purchase was rated, in a survey or in public; null for everything else. */
export function ratingShare(event: CanonicalEvent): number | null {
  if (event.type === "review.submitted") return event.data.scale > 1 ? shareOf(event.data.rating, event.data.scale) : null;
  if (event.type !== "survey.answered" || event.data.question !== RATING_QUESTION) return null;
  const { score, scale } = event.data;
  return score === undefined || scale === undefined || scale <= 1 ? null : shareOf(score, scale);
}
