/** What nobody can see of a made-up customer, and what shows in all they do. The same on every run. */
import { Random } from "./random.ts";

export type Temper = {
  /** Share of mail they open: most read some of it, a few read everything, a fifth nothing. */
  readonly fondness: number;
  /** The stars they usually give, 1 to 5. */
  readonly stars: number;
  /** Looks for help before asking anyone. */
  readonly helpless: boolean;
  /** Visits the shop between orders, against 1 for most. */
  readonly curiosity: number;
  /** Tells friends what they like. */
  readonly recommends: boolean;
  /** How easily a message makes them buy again, as a chance. */
  readonly tempted: number;
};

const FONDNESS = [[0.03, 2], [0.35, 3], [0.65, 3], [0.92, 3]] as const;
const STARS = [[1, 5], [2, 6], [3, 13], [4, 31], [5, 45]] as const;

/** Who is meant by a message or a basket: the address, or the number of those who give none. */
export function personOf({ email, phone }: { readonly email: string | null; readonly phone: string | null }): string {
  return email?.toLowerCase() ?? phone ?? "";
}

export function temperOf(seed: string, person: string): Temper {
  const fondness = new Random(`${seed}|fondness|${person}`).weighted(FONDNESS, ([, weight]) => weight)[0];
  const random = new Random(`${seed}|temper|${person}`);
  const [stars] = random.weighted(STARS, ([, weight]) => weight);
  return { fondness, stars, helpless: random.chance(0.06), curiosity: random.pick([0, 0.5, 1, 1, 2]), recommends: stars >= 4 && random.chance(0.5), tempted: random.pick([0.02, 0.08, 0.16, 0.3]) };
}

/** The stars for one order: mostly the usual ones. */
export function starsFor(seed: string, person: string, orderRef: string): number {
  const random = new Random(`${seed}|stars|${person}|${orderRef}`);
  return random.chance(0.7) ? temperOf(seed, person).stars : random.weighted(STARS, ([, weight]) => weight)[0];
}
