/** How good a ranked list is, against what came. */

/** Of what came, the share that was told. */
export function recallAt(told: readonly string[], came: ReadonlySet<string>): number {
  return told.filter((ref) => came.has(ref)).length / came.size;
}

/** Normalised discounted cumulative gain of the first `k`, each worth the same (Järvelin & Kekäläinen, ACM TOIS 20, 2002). */
export function ndcgAt(told: readonly string[], came: ReadonlySet<string>, k: number): number {
  const gain = told.slice(0, k).reduce((sum, ref, rank) => sum + (came.has(ref) ? 1 / Math.log2(rank + 2) : 0), 0);
  let ideal = 0;
  for (let rank = 0; rank < Math.min(k, came.size); rank++) ideal += 1 / Math.log2(rank + 2);
  return gain / ideal;
}
