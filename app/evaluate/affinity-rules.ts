/** The rules that offers are compared with: popularity, and item cosine as the reference figures have it. */
import type { Profile } from "../core/profile/profile.ts";

export type Shopper = {
  readonly orders: readonly { readonly ref: string; readonly at: number; readonly products: readonly string[] }[];
  readonly bought: Profile["bought"];
  /** What they bought later that was new to them. */
  readonly news: ReadonlySet<string>;
};

/** The products to offer, the best first. */
export type Ranking = (shopper: Shopper) => readonly string[];

const SHRINK = 10;

/** The products that most customers have, less what the customer has. */
export function popularityRanking(shoppers: readonly Shopper[], most = 10): Ranking {
  const buyers = new Map<string, number>();
  for (const { bought } of shoppers) for (const ref of Object.keys(bought)) buyers.set(ref, (buyers.get(ref) ?? 0) + 1);
  const ranked = [...buyers].sort((a, b) => b[1] - a[1]).map(([ref]) => ref);
  return ({ bought }) => {
    const told: string[] = [];
    for (const ref of ranked) {
      if (told.length === most) break;
      if (!Object.hasOwn(bought, ref)) told.push(ref);
    }
    return told;
  };
}

/** Cosine of two products over the baskets (or customers) that hold them, n(i, j) / (√(n(i) · n(j)) + 10), summed over what the customer has. */
export function basketCosine(shoppers: readonly Shopper[], over: "basket" | "customer", most: number): Ranking {
  const ids = new Map<string, number>();
  const refs: string[] = [];
  for (const { bought } of shoppers) for (const ref of Object.keys(bought)) if (!ids.has(ref)) ids.set(ref, refs.push(ref) - 1);
  const size = refs.length;
  const together = new Float64Array(size * size);
  const sets = shoppers.flatMap(({ orders, bought }) => (over === "customer" ? [Object.keys(bought)] : orders.map(({ products }) => products)));
  for (const set of sets) {
    const members = set.map((ref) => ids.get(ref) as number);
    for (const one of members) for (const other of members) together[one * size + other] = (together[one * size + other] as number) + 1;
  }
  const root = Float64Array.from({ length: size }, (_, id) => Math.sqrt(together[id * size + id] as number));
  const strengths = together.map((count, at) => count / ((root[Math.floor(at / size)] as number) * (root[at % size] as number) + SHRINK));
  return ({ bought }) => {
    const scores = new Float64Array(size);
    const owned = Object.keys(bought).map((ref) => ids.get(ref) as number);
    for (const id of owned) for (let other = 0; other < size; other++) scores[other] = (scores[other] as number) + (strengths[id * size + other] as number);
    for (const id of owned) scores[id] = -1;
    return firstOf(scores, most).map((id) => refs[id] as string);
  };
}

function firstOf(scores: Float64Array, most: number): number[] {
  const first: number[] = [];
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id] as number;
    if (score <= 0 || (first.length === most && score <= (scores[first[most - 1] as number] as number))) continue;
    let place = first.length;
    while (place > 0 && (scores[first[place - 1] as number] as number) < score) place--;
    first.splice(place, 0, id);
    if (first.length > most) first.pop();
  }
  return first;
}
