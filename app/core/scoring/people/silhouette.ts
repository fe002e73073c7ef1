import { DIMENSIONS, nearest, squared } from "./k-means.ts";

/**
 * Mean silhouette of each of several clusterings of the same points (Rousseeuw, J. Comp. Appl. Math. 20, 1987): of a
 * point, (b − a) / max(a, b), with a its mean distance to its own cluster's others and b that to the nearest other
 * cluster; 0 where it is alone. The distances, n² of them, are taken once for all clusterings.
 *
 * @param points n × DIMENSIONS; with a few thousand it takes a fraction of a second
 * @param clusterings centres of each, k × DIMENSIONS
 * @returns one figure for each, −1 to 1
 */
export function silhouettes(points: Float64Array, clusterings: readonly Float64Array[]): number[] {
  const n = points.length / DIMENSIONS;
  const starts: number[] = [];
  let width = 0;
  for (const centres of clusterings) {
    starts.push(width);
    width += centres.length / DIMENSIONS;
  }
  // Row by row the slots, in `sums`, of the clusters that a point is in.
  const many = clusterings.length;
  const slots = new Uint16Array(n * many);
  const sizes = new Float64Array(width);
  for (let row = 0; row < n; row++) {
    const x = points[row * 3] as number;
    const y = points[row * 3 + 1] as number;
    const z = points[row * 3 + 2] as number;
    for (let which = 0; which < many; which++) {
      const slot = (starts[which] as number) + nearest(clusterings[which] as Float64Array, x, y, z);
      slots[row * many + which] = slot;
      sizes[slot] = (sizes[slot] as number) + 1;
    }
  }
  const totals = new Float64Array(many);
  const sums = new Float64Array(width);
  for (let row = 0; row < n; row++) {
    sums.fill(0);
    for (let other = 0; other < n; other++) {
      const distance = Math.sqrt(squared(points, row * 3, points, other * 3));
      for (let which = 0; which < many; which++) {
        const slot = slots[other * many + which] as number;
        sums[slot] = (sums[slot] as number) + distance;
      }
    }
    for (let which = 0; which < many; which++) {
      const from = starts[which] as number;
      const to = starts[which + 1] ?? width;
      totals[which] = (totals[which] as number) + silhouetteOf(sums, sizes, from, to, slots[row * many + which] as number);
    }
  }
  return Array.from(totals, (total) => total / n);
}

function silhouetteOf(sums: Float64Array, sizes: Float64Array, from: number, to: number, own: number): number {
  const others = (sizes[own] as number) - 1;
  if (others === 0) return 0;
  const a = (sums[own] as number) / others;
  let b = Infinity;
  for (let slot = from; slot < to; slot++) if (slot !== own && (sizes[slot] as number) > 0) b = Math.min(b, (sums[slot] as number) / (sizes[slot] as number));
  if (b === Infinity) return 0;
  return a === b ? 0 : (b - a) / Math.max(a, b);
}
