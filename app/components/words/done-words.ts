/** What a journey asked to be done in the shop or elsewhere, as a line of the timeline. */
import type { DoneOutside } from "../../models/timeline.ts";
import type { Said } from "./event-words.ts";

type Status = DoneOutside["status"];

export function doneWords({ action, made, status, reason }: DoneOutside): Said {
  const words = WORDS[action.do]?.(status, { made: made ?? "", tag: action.do === "tag" ? action.tag : "", percent: action.do === "discount_code" ? action.percent : 0 }) ?? "A journey did something";
  const detail = reason ?? (status === "pending" ? "It will be done in a moment." : null);
  if (status === "failed") return { icon: "alert", words, detail, tone: "bad" };
  return { icon: status === "pending" ? "held" : "edit", words, detail };
}

type About = { readonly made: string; readonly tag: string; readonly percent: number };

const WORDS: Readonly<Record<string, (status: Status, about: About) => string>> = {
  tag: (status, { tag }) => by(status, `Tagged “${tag}” in your shop`, `To be tagged “${tag}” in your shop`, `Not tagged “${tag}” in your shop`),
  discount_code: (status, { made, percent }) =>
    by(status, `Code ${made} (${percent} %) made in your shop`, `Code ${made} (${percent} %) to be made in your shop`, `Code ${made} (${percent} %) could not be made in your shop`, `Code ${made} (${percent} %) is for you to make`),
  referral_code: (status, { made }) => by(status, `Code ${made} for recommending your shop`, `Code ${made} for recommending your shop`, `Code ${made} was not made`),
  loyalty_join: (status) => by(status, "Signed up for your loyalty programme", "To be signed up for your loyalty programme", "Not signed up for your loyalty programme"),
  webhook: (status) => by(status, "Told another system", "To be told to another system", "Another system could not be told"),
};

function by(status: Status, done: string, pending: string, failed: string, recorded = failed): string {
  return { done, pending, failed, recorded }[status];
}
