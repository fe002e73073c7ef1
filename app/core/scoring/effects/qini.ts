/**
 * How well scores put those first whom the message moves: the area between the Qini curve and its chord, per treated
 * customer (Radcliffe, Direct Marketing Analytics Journal 2007). The curve at the k best customers is
 *
 *     Q(k) = (outcomes of treated) − (outcomes of others) · treated/others,   each counted among the k
 *
 * drawn over the share k/n; customers of one score are taken together, so that their order does not matter. 0 for scores
 * that know nothing.
 *
 * @param scores larger first
 * @throws RangeError when the lengths disagree or an arm is empty
 */
export function qini(scores: ArrayLike<number>, treated: ArrayLike<number>, outcome: ArrayLike<number>): number {
  const n = scores.length;
  if (treated.length !== n || outcome.length !== n) throw new RangeError(`scores, treated and outcome must be of one length, but have ${n}, ${treated.length} and ${outcome.length}`);
  const order = Array.from({ length: n }, (_, index) => index).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  let [moved, movedHits, others, otherHits] = [0, 0, 0, 0];
  let [area, before] = [0, 0];
  for (let start = 0; start < n; ) {
    let end = start;
    for (; end < n && scores[order[end] as number] === scores[order[start] as number]; end++) {
      const row = order[end] as number;
      if (treated[row]) {
        moved++;
        movedHits += outcome[row] as number;
      } else {
        others++;
        otherHits += outcome[row] as number;
      }
    }
    const here = others === 0 ? movedHits : movedHits - (otherHits * moved) / others;
    area += ((before + here) / 2) * ((end - start) / n);
    before = here;
    start = end;
  }
  if (moved === 0 || others === 0) throw new RangeError("each of the two arms must have a customer");
  return (area - before / 2) / moved;
}
