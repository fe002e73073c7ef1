/** How a shop's customers mix habit and fashion, learnt from what was in their last basket. */
import type { LinesView } from "./lines.ts";
import type { RebuyWeights } from "./model.ts";
import { POPULAR } from "./model.ts";
import { popularityAt } from "./popularity.ts";

const DECAYS = [0.8, 0.9, 1];
const SHOP_WEIGHTS = [0, 0.5, 1, 2, 3, 5, 8, 12];

/** Good on Ta-Feng; what is taken where too few came twice to tell. */
export const USUAL_WEIGHTS: RebuyWeights = { decay: 0.9, shop: 3 };
const ENOUGH = 100;

/** Beyond this many customers the choice no longer changes. */
const SAMPLE = 20_000;

const FIRST = 10;
const MILLIONTHS = 1e6;

/**
 * Chooses the weights of rebuy-basket.ts whose first ten find most of each customer's last basket, told from the baskets
 * before it. Nothing after the cut is read.
 *
 * @param cut in days before the end; 0 is the end
 */
export function learnRebuyWeights(view: LinesView, cut: number): RebuyWeights {
  const { refs, customers, keys } = view;
  const popularity = popularityAt(view, cut, true);
  const sellers = Array.from(popularity.keys()).filter((id) => (popularity[id] as number) > 0).sort((a, b) => (popularity[b] as number) - (popularity[a] as number) || ((refs[a] as string) < (refs[b] as string) ? -1 : 1)).slice(0, POPULAR);
  const every = Math.ceil(customers / SAMPLE);
  const found = new Float64Array(DECAYS.length * SHOP_WEIGHTS.length);
  let n = 0;
  for (let customer = 0; customer < customers; customer++) {
    if ((keys[customer] as number) % every !== 0) continue;
    const habit = habitOf(view, customer, cut);
    if (!habit) continue;
    n++;
    const candidates = [...new Set([...habit.shares.keys(), ...sellers])];
    const wanted = candidates.filter((id) => habit.last.has(id));
    for (const [row] of DECAYS.entries()) {
      for (const [column, shop] of SHOP_WEIGHTS.entries()) {
        const scores = candidates.map((id) => (habit.shares.get(id)?.[row] ?? 0) + shop * (popularity[id] as number));
        const cell = row * SHOP_WEIGHTS.length + column;
        found[cell] = (found[cell] as number) + Math.round((MILLIONTHS * hitsOf(wanted, candidates, scores, popularity)) / habit.last.size);
      }
    }
  }
  if (n < ENOUGH) return USUAL_WEIGHTS;
  const best = found.indexOf(found.reduce((most, one) => Math.max(most, one)));
  return { decay: DECAYS[Math.floor(best / SHOP_WEIGHTS.length)] as number, shop: SHOP_WEIGHTS[best % SHOP_WEIGHTS.length] as number };
}

/** The customer's last basket before the cut, and the shares of the ones before it, for each decay; null for fewer than two. */
function habitOf({ starts, products, ages }: LinesView, customer: number, cut: number): { readonly last: ReadonlySet<number>; readonly shares: ReadonlyMap<number, Float64Array> } | null {
  const end = starts[customer + 1] as number;
  let line = starts[customer] as number;
  while (line < end && (ages[line] as number) < cut) line++;
  const last = new Set<number>();
  for (const age = ages[line]; line < end && ages[line] === age; line++) last.add(products[line] as number);
  if (line >= end) return null;
  const shares = new Map<number, Float64Array>();
  const totals = new Float64Array(DECAYS.length);
  for (let [basket, before] = [-1, -1]; line < end; line++) {
    if (ages[line] !== before) {
      basket++;
      for (const [row, decay] of DECAYS.entries()) totals[row] = (totals[row] as number) + decay ** basket;
    }
    before = ages[line] as number;
    const sums = shares.get(products[line] as number) ?? new Float64Array(DECAYS.length);
    for (const [row, decay] of DECAYS.entries()) sums[row] = (sums[row] as number) + decay ** basket;
    shares.set(products[line] as number, sums);
  }
  for (const sums of shares.values()) for (const row of DECAYS.keys()) sums[row] = (sums[row] as number) / (totals[row] as number);
  return { last, shares };
}

/** How many of the wanted are among the first ten, by score, then by popularity. */
function hitsOf(wanted: readonly number[], candidates: readonly number[], scores: readonly number[], popularity: Float64Array): number {
  let hits = 0;
  for (const id of wanted) {
    const score = scores[candidates.indexOf(id)] as number;
    let before = 0;
    for (let index = 0; index < candidates.length && before < FIRST; index++) {
      const other = scores[index] as number;
      if (other > score || (other === score && (popularity[candidates[index] as number] as number) > (popularity[id] as number))) before++;
    }
    if (before < FIRST) hits++;
  }
  return hits;
}
