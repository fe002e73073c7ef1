/** Seeded randomness: the same seed gives the same draws on every machine. Every draw takes its generator. */

/** Gives the next number, uniform in [0, 1). */
export type Random = () => number;

/**
 * sfc32, the small fast counting generator of PractRand (C. Doty-Humphrey 2010): 128 bits of state, period at least 2³²,
 * 2¹²⁷ on average. Its state is spread from the seed by SplitMix32, and the first twelve outputs are thrown away, as its
 * author does.
 *
 * @param seed any number; its lower 32 bits count
 */
export function seeded(seed: number): Random {
  let state = seed | 0;
  const spread = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  let [a, b, c, counter] = [spread(), spread(), spread(), 1];
  const next = (): number => {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + out) | 0;
    return (out >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

/** Uniform in (0, 1): what a logarithm may be taken of. */
function open(random: Random): number {
  return random() + 2 ** -33;
}

/** Exponential with the rate given; Infinity at rate 0. */
export function exponential(random: Random, rate: number): number {
  return -Math.log(open(random)) / rate;
}

/** Standard normal (Box & Muller, Annals of Mathematical Statistics 29, 1958; the second of the pair is not kept). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(open(random))) * Math.cos(2 * Math.PI * random());
}

/**
 * Gamma with the shape given and rate 1 (Marsaglia & Tsang, ACM Transactions on Mathematical Software 26, 2000); shapes
 * below 1 by their section 6.
 */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * open(random) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = normal(random);
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(open(random)) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Beta(a, b) as a share of two gammas. */
export function beta(random: Random, a: number, b: number): number {
  const first = gamma(random, a);
  return first / (first + gamma(random, b));
}

/** Poisson by counting exponential gaps; large means halved by the gamma of an arrival (Ahrens & Dieter, Computing 12, 1974). */
export function poisson(random: Random, mean: number): number {
  let left = mean;
  let count = 0;
  while (left > 30) {
    const arrivals = Math.floor((left * 7) / 8);
    const at = gamma(random, arrivals);
    if (at > left) return count + binomial(random, arrivals - 1, left / at);
    count += arrivals;
    left -= at;
  }
  for (let at = exponential(random, 1); at <= left; at += exponential(random, 1)) count++;
  return count;
}

function binomial(random: Random, trials: number, chance: number): number {
  let hits = 0;
  for (let trial = 0; trial < trials; trial++) if (random() < chance) hits++;
  return hits;
}
