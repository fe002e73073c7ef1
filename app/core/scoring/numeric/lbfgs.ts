/** Finds where a smooth function is least. */

/** The function's value at `x`; its slopes are written into `gradient`. Infinity or NaN where it is not defined. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export type MinimiseOptions = {
  /** Steps at most; 200 unless told. */
  readonly iterations?: number;
  /** Ends where no slope is steeper; 1e-8 unless told. */
  readonly gradientTolerance?: number;
  /** Ends where a step gains less than this share of the value, twice in a row; 1e-14 unless told. */
  readonly valueTolerance?: number;
  /** Steps remembered; 8 unless told. */
  readonly memory?: number;
};

export type Minimum = { readonly x: Float64Array; readonly value: number; readonly iterations: number; readonly converged: boolean };

/** Enough decrease, and slope left over: c₁ and c₂ of the Wolfe conditions, as Nocedal & Wright (2006, page 62) choose them. */
const DECREASE = 1e-4;
const CURVATURE = 0.9;
const TRIALS = 40;

type Point = { readonly x: Float64Array; readonly gradient: Float64Array; readonly value: number };
type Pair = { readonly step: Float64Array; readonly change: Float64Array; readonly curvature: number };

/**
 * L-BFGS (Nocedal & Wright, Numerical Optimization, 2nd edition 2006, algorithms 7.4 and 7.5) with a bracketing search for
 * a step that meets the weak Wolfe conditions (Lewis & Overton, Mathematical Programming 141, 2013, algorithm 2.6).
 *
 * @throws RangeError where the function has no finite value at the start
 */
export function minimise(f: Differentiable, start: readonly number[], options: MinimiseOptions = {}): Minimum {
  const { iterations: most = 200, gradientTolerance = 1e-8, valueTolerance = 1e-14, memory = 8 } = options;
  let here = pointAt(f, Float64Array.from(start));
  if (!isDefined(here)) throw new RangeError("the function is not finite where the search starts");
  let pairs: Pair[] = [];
  let standing = 0;
  let iteration = 0;
  for (; iteration < most; iteration++) {
    if (steepest(here.gradient) <= gradientTolerance) return { x: here.x, value: here.value, iterations: iteration, converged: true };
    const direction = directionOf(here.gradient, pairs);
    const next = search(f, here, direction, pairs.length === 0 ? Math.min(1, 1 / steepest(here.gradient)) : 1);
    if (next === null) {
      // Rounding can spoil what was remembered; the way straight down is tried before giving up.
      if (pairs.length === 0) break;
      pairs = [];
      continue;
    }
    standing = here.value - next.value <= valueTolerance * Math.max(1, Math.abs(next.value)) ? standing + 1 : 0;
    const step = difference(next.x, here.x);
    const change = difference(next.gradient, here.gradient);
    const curvature = dot(step, change);
    if (curvature > 1e-12 * dot(change, change)) pairs = [...pairs.slice(-(memory - 1)), { step, change, curvature }];
    here = next;
    if (standing >= 2) return { x: here.x, value: here.value, iterations: iteration + 1, converged: true };
  }
  return { x: here.x, value: here.value, iterations: iteration, converged: steepest(here.gradient) <= Math.sqrt(gradientTolerance) };
}

/** Minus the gradient through the remembered inverse curvature (two-loop recursion, algorithm 7.4). */
function directionOf(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((slope) => -slope);
  const shares: number[] = [];
  for (const { step, change, curvature } of pairs.toReversed()) {
    const share = dot(step, direction) / curvature;
    shares.push(share);
    addTo(direction, change, -share);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let index = 0; index < direction.length; index++) direction[index] = (direction[index] as number) * scale;
  }
  for (const { step, change, curvature } of pairs) addTo(direction, step, (shares.pop() as number) - dot(change, direction) / curvature);
  return direction;
}

/** A point along the direction that meets the weak Wolfe conditions; null where rounding leaves nothing to gain. */
function search(f: Differentiable, here: Point, direction: Float64Array, first: number): Point | null {
  const slope = dot(here.gradient, direction);
  if (!(slope < 0)) return null;
  let low = 0;
  let high = Infinity;
  let length = first;
  let best: Point | null = null;
  for (let trial = 0; trial < TRIALS; trial++) {
    const there = pointAt(f, here.x.map((value, index) => value + length * (direction[index] as number)));
    if (!isDefined(there) || there.value > here.value + DECREASE * length * slope) high = length;
    else {
      best = there;
      if (dot(there.gradient, direction) >= CURVATURE * slope) return there;
      low = length;
    }
    length = high === Infinity ? 2 * low : (low + high) / 2;
  }
  return best;
}

function pointAt(f: Differentiable, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  return { x, gradient, value: f(x, gradient) };
}

function isDefined({ value, gradient }: Point): boolean {
  return Number.isFinite(value) && gradient.every(Number.isFinite);
}

function steepest(gradient: Float64Array): number {
  return gradient.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value - (b[index] as number));
}

function addTo(sum: Float64Array, other: Float64Array, times: number): void {
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] as number) + times * (other[index] as number);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
  return sum;
}
