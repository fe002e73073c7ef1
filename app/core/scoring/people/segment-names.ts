/**
 * The segments merchants know, by the recency quintile and the mean of the frequency and the money quintile. Names and
 * ranges are Putler's ("RFM analysis for successful customer segmentation", the table that most shops' tools repeat).
 * Its ranges overlap ("loyal" R 2–5 and F&M 3–5, "champions" 4–5 and 4–5); here each pair has exactly one name, the
 * narrower range first.
 */
export const SEGMENTS = {
  champions: { name: "Champions", words: "bought lately, buys often and spends the most" },
  loyal: { name: "Loyal", words: "buys often and spends well, not always lately" },
  potential_loyalists: { name: "Potential loyalists", words: "bought lately, more than once or for a good sum" },
  new: { name: "New", words: "bought very lately and for the first time, or nearly" },
  promising: { name: "Promising", words: "bought lately, little so far" },
  need_attention: { name: "Need attention", words: "in the middle in everything, and slipping" },
  about_to_sleep: { name: "About to sleep", words: "bought little, and some time ago" },
  at_risk: { name: "At risk", words: "used to buy often or for good sums, and has not for long" },
  cannot_lose: { name: "Can't lose them", words: "was among the best, and has not bought for the longest time" },
  hibernating: { name: "Hibernating", words: "bought little, and long ago" },
  lost: { name: "Lost", words: "bought the least, and the longest ago" },
} as const;

export type SegmentKey = keyof typeof SEGMENTS;

/** Rows: recency quintile 1 (longest ago) to 5; columns: mean of frequency and money, 1 to 5, halves rounded up. */
const GRID: readonly (readonly SegmentKey[])[] = [
  ["lost", "hibernating", "at_risk", "cannot_lose", "cannot_lose"],
  ["hibernating", "hibernating", "at_risk", "at_risk", "at_risk"],
  ["about_to_sleep", "about_to_sleep", "need_attention", "loyal", "loyal"],
  ["promising", "potential_loyalists", "potential_loyalists", "champions", "champions"],
  ["new", "potential_loyalists", "potential_loyalists", "champions", "champions"],
];

/** @param r @param f @param m quintiles, 1 to 5 */
export function segmentOf(r: number, f: number, m: number): SegmentKey {
  return (GRID[r - 1] as readonly SegmentKey[])[Math.round((f + m) / 2) - 1] as SegmentKey;
}
