/**
 * k-means in three dimensions: Lloyd's iterations (IEEE Trans. Inf. Theory 28, 1982) from k-means++ seeds (Arthur &
 * Vassilvitskii, SODA 2007) with the greedy choice among 2 + ln k candidates that scikit-learn makes.
 *
 * The package ml-kmeans was weighed: one start per call, points as arrays of arrays, a distance by callback. Twenty
 * starts for seven numbers of groups take it far longer, and a million customers more memory than the night may use.
 */

/** Recency, orders, spend. */
export const DIMENSIONS = 3;

const MOST_ITERATIONS = 300;
/** Centres that move less, in squared units of the points, have arrived: what is left to win is far below one part in a thousand. */
const ARRIVED = 1e-7;

export type Clusters = {
  /** k × DIMENSIONS. */
  readonly centres: Float64Array;
  /** Sum of squared distances to the nearest centre. */
  readonly inertia: number;
};

/**
 * The best of several starts.
 *
 * @param points n × DIMENSIONS, finite
 * @param random in [0, 1), seeded: the same draws give the same clusters
 */
export function kMeans(points: Float64Array, k: number, starts: number, random: () => number): Clusters {
  let best: Clusters | null = null;
  for (let start = 0; start < starts; start++) {
    const found = lloyd(points, seeds(points, k, random), MOST_ITERATIONS);
    if (best === null || found.inertia < best.inertia) best = found;
  }
  return best as Clusters;
}

/** Lloyd's iterations from given centres until they stand still, at most `iterations` of them. */
export function lloyd(points: Float64Array, from: Float64Array, iterations: number): Clusters {
  const n = points.length / DIMENSIONS;
  const k = from.length / DIMENSIONS;
  const centres = from.slice();
  const sums = new Float64Array(k * (DIMENSIONS + 1));
  for (let iteration = 0; iteration < iterations; iteration++) {
    sums.fill(0);
    for (let row = 0; row < n; row++) {
      const x = points[row * 3] as number;
      const y = points[row * 3 + 1] as number;
      const z = points[row * 3 + 2] as number;
      const at = nearest(centres, x, y, z) * 4;
      sums[at] = (sums[at] as number) + x;
      sums[at + 1] = (sums[at + 1] as number) + y;
      sums[at + 2] = (sums[at + 2] as number) + z;
      sums[at + 3] = (sums[at + 3] as number) + 1;
    }
    let shift = 0;
    for (let cluster = 0; cluster < k; cluster++) {
      const count = sums[cluster * 4 + 3] as number;
      // Nobody's centre stays where it is: another start does better.
      if (count === 0) continue;
      for (let axis = 0; axis < DIMENSIONS; axis++) {
        const to = (sums[cluster * 4 + axis] as number) / count;
        shift += (to - (centres[cluster * 3 + axis] as number)) ** 2;
        centres[cluster * 3 + axis] = to;
      }
    }
    if (shift < ARRIVED) break;
  }
  return { centres, inertia: inertiaOf(points, centres) };
}

/** The cluster whose centre is nearest; the first of equals. */
export function nearest(centres: ArrayLike<number>, x: number, y: number, z: number): number {
  let best = 0;
  let least = Infinity;
  for (let at = 0; at < centres.length; at += 3) {
    const dx = x - (centres[at] as number);
    const dy = y - (centres[at + 1] as number);
    const dz = z - (centres[at + 2] as number);
    const distance = dx * dx + dy * dy + dz * dz;
    if (distance < least) {
      least = distance;
      best = at / 3;
    }
  }
  return best;
}

function inertiaOf(points: Float64Array, centres: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < points.length; at += 3) {
    sum += squared(points, at, centres, nearest(centres, points[at] as number, points[at + 1] as number, points[at + 2] as number) * 3);
  }
  return sum;
}

/** Squared distance of two points that begin at `i` and `j`. */
export function squared(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const dx = (a[i] as number) - (b[j] as number);
  const dy = (a[i + 1] as number) - (b[j + 1] as number);
  const dz = (a[i + 2] as number) - (b[j + 2] as number);
  return dx * dx + dy * dy + dz * dz;
}

function seeds(points: Float64Array, k: number, random: () => number): Float64Array {
  const n = points.length / DIMENSIONS;
  const trials = 2 + Math.floor(Math.log(k));
  const centres = new Float64Array(k * DIMENSIONS);
  let closest = new Float64Array(n).fill(Infinity);
  let bestClosest = new Float64Array(n);
  let next = new Float64Array(n);
  for (let cluster = 0; cluster < k; cluster++) {
    let bestRow = 0;
    let bestSum = Infinity;
    for (let trial = 0; trial < (cluster === 0 ? 1 : trials); trial++) {
      const row = cluster === 0 ? Math.floor(random() * n) : drawn(closest, random());
      let sum = 0;
      for (let other = 0; other < n; other++) sum += next[other] = Math.min(closest[other] as number, squared(points, other * 3, points, row * 3));
      if (sum < bestSum) [bestRow, bestSum, bestClosest, next] = [row, sum, next, bestClosest];
    }
    [closest, bestClosest] = [bestClosest, closest];
    centres.set(points.subarray(bestRow * 3, bestRow * 3 + 3), cluster * 3);
  }
  return centres;
}

/** A row drawn in proportion to its weight. */
function drawn(weights: Float64Array, draw: number): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let left = draw * total;
  for (let row = 0; row < weights.length; row++) {
    left -= weights[row] as number;
    if (left < 0) return row;
  }
  return weights.length - 1;
}
