import type { EngagementLevel } from "./engagement-level.ts";

const WORDS: Readonly<Record<EngagementLevel, string>> = {
  engaged: "A customer who answers",
  normal: "A customer",
  quiet: "A customer who has not answered lately",
};

/** Who a cap is about, at the beginning of a sentence. */
export function levelWords(level: EngagementLevel): string {
  return WORDS[level];
}
