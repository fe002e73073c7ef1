import { incompleteBeta } from "../incomplete-beta.ts";
import { sumOf } from "../metrics.ts";

/** What is believed of a share: a Beta distribution. Both above 0. */
export type Beta = { readonly a: number; readonly b: number };

/** In standard deviations of each belief: Beta's right tail is the longer one where shares are small. */
const [FROM, TO, STEP] = [-7, 13, 0.125];

/**
 * The chance that each share is the largest of all: ∫ Πⱼ≠ᵢ Fⱼ(x) dFᵢ(x), by the trapezoid rule over points that lie close
 * around every mean. The numbers are worked out, not drawn: the same beliefs give the same chances to the last digit.
 * Right to about 2e-4.
 *
 * @returns one chance for each, in their order, with the sum 1
 */
export function chancesOfBest(beliefs: readonly Beta[]): number[] {
  if (beliefs.length === 0) return [];
  const points = pointsAround(beliefs);
  const chances = beliefs.map(() => 0);
  let before = beliefs.map(() => 0);
  for (const x of points) {
    const here = beliefs.map(({ a, b }) => incompleteBeta(x, a, b));
    for (let index = 0; index < chances.length; index++) {
      const mass = (here[index] as number) - (before[index] as number);
      if (mass > 0) chances[index] = (chances[index] as number) + (mass * (productBut(before, index) + productBut(here, index))) / 2;
    }
    before = here;
  }
  const all = sumOf(chances);
  return chances.map((chance) => chance / all);
}

/** The chance that one share is above another by more than `margin`: ∫ F_other(x − margin) dF(x), as above. */
export function chanceAbove(one: Beta, other: Beta, margin: number): number {
  let chance = 0;
  let [mass, below] = [0, 0];
  const shifted = pointsAround([other]).map((x) => Math.min(1, x + margin));
  for (const x of [...pointsAround([one]), ...shifted].sort((a, b) => a - b)) {
    const massHere = incompleteBeta(x, one.a, one.b);
    const belowHere = incompleteBeta(x - margin, other.a, other.b);
    chance += ((massHere - mass) * (below + belowHere)) / 2;
    [mass, below] = [massHere, belowHere];
  }
  return Math.min(1, Math.max(0, chance));
}

function pointsAround(beliefs: readonly Beta[]): number[] {
  const points = [1];
  for (const { a, b } of beliefs) {
    const mean = a / (a + b);
    const deviation = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
    for (let z = FROM; z <= TO; z += STEP) {
      const x = mean + z * deviation;
      if (x > 0 && x < 1) points.push(x);
    }
  }
  return points.sort((a, b) => a - b);
}

function productBut(values: readonly number[], but: number): number {
  let product = 1;
  for (let index = 0; index < values.length; index++) if (index !== but) product *= values[index] as number;
  return product;
}
