/** How well offers and next baskets would have done on the last window, had they been made at its beginning. */
import type { Bought, Profile } from "../../profile/profile.ts";
import { DAY } from "../../shared/instant.ts";
import type { LinesView } from "./lines.ts";
import { linksOf } from "./links.ts";
import type { ProductLinks, RebuyWeights } from "./model.ts";
import { offersFor } from "./offers.ts";
import { ownedAt } from "./owned.ts";
import { bestSellers, popularityAt } from "./popularity.ts";
import { productLinks } from "./product-links.ts";
import { rebuyBasket } from "./rebuy-basket.ts";
import { learnRebuyWeights } from "./rebuy-weights.ts";

/** Half-lives of links that are tried. */
export const HALF_LIVES = [30, 120];

const FIRST = 10;
const SAMPLE = 8000;
/** Shares are summed in whole hundred-thousandths: exact, also squared, whatever order customers come in. */
const UNIT = 1e5;

/** Mean recall among the first ten, beside that of the shop's best-sellers, on the same customers; `error`: the standard error of the difference. */
export type Recall = { readonly n: number; readonly ours: number; readonly bestSellers: number; readonly error: number };

export type Held = {
  /** Days before the end at which the window begins. */
  readonly cut: number;
  /** The half-life that did best with half of the customers; `offers` is measured on the other half. */
  readonly halfLife: number;
  readonly offers: Recall;
  readonly rebuy: Recall;
  readonly weights: RebuyWeights;
};

type Case = { readonly bought: Profile["bought"]; readonly news: ReadonlySet<string>; readonly nextBasket: ReadonlySet<string>; readonly isChoosing: boolean };

/** @param cut in days before the end: what is newer is only compared with */
export function holdOut(view: LinesView, cut: number): Held {
  const { refs } = view;
  const popularity = popularityAt(view, cut);
  const sellers = bestSellers(refs, popularity);
  const shares = new Map(refs.map((ref, id) => [ref, popularity[id] as number]));
  const popular = sellers.map(([ref]) => ref);
  const cases = casesOf(view, cut, (id) => (popularity[id] as number) > 0);
  const everything = { now: 0, popular, available: () => true, excluded: new Set<string>(), most: FIRST };
  const withNews = cases.filter(({ news }) => news.size > 0);
  const [choosing, judging] = [withNews.filter(({ isChoosing }) => isChoosing), withNews.filter(({ isChoosing }) => !isChoosing)];
  const offersBy = (links: (ref: string) => ProductLinks | null) => ({ bought, news }: Case) => recallOf(offersFor({ ...everything, bought, links }), news);
  const bySellers = offersBy(() => null);

  const owned = ownedAt(view, cut);
  const ids = new Map(refs.map((ref, id) => [ref, id]));
  const tried = HALF_LIVES.map((halfLife) => {
    const links = linksOf(owned, refs, halfLife);
    const known = new Map<string, ProductLinks>();
    const read = (ref: string): ProductLinks => {
      const id = ids.get(ref) as number;
      const told = known.get(ref) ?? productLinks(links, refs, id, popularity[id] as number, 0);
      known.set(ref, told);
      return told;
    };
    const ours = offersBy(read);
    return { halfLife, chosenBy: compared(choosing, ours, bySellers).ours, judged: compared(judging, ours, bySellers) };
  });
  const best = tried.reduce((one, other) => (other.chosenBy > one.chosenBy ? other : one));

  const weights = learnRebuyWeights(view, cut);
  const popularityOf = (ref: string): number => shares.get(ref) ?? 0;
  const naiveBasket = popular.slice(0, FIRST).map((productRef) => ({ productRef }));
  return {
    cut, halfLife: best.halfLife, weights, offers: best.judged,
    rebuy: compared(cases, ({ bought, nextBasket }) => recallOf(rebuyBasket({ ...everything, bought, weights, popularityOf }), nextBasket), ({ nextBasket }) => recallOf(naiveBasket, nextBasket)),
  };
}

/** A sample of the customers who bought both before the cut and after. Ages before the cut are moments before 0. */
function casesOf({ refs, customers, starts, products, ages, keys }: LinesView, cut: number, isKnown: (product: number) => boolean): Case[] {
  const cases: Case[] = [];
  const every = Math.ceil(customers / SAMPLE);
  for (let customer = 0; customer < customers; customer++) {
    const key = keys[customer] as number;
    const [from, to] = [starts[customer] as number, starts[customer + 1] as number];
    // Of whom only rarities are known, nothing is left once those are out.
    if (from === to || key % every !== 0 || (ages[from] as number) >= cut || (ages[to - 1] as number) < cut) continue;
    // Without a prototype any name is a key, also "__proto__".
    const bought = Object.create(null) as Record<string, Bought[]>;
    const news = new Set<string>();
    const nextBasket = new Set<string>();
    let nextAge = -1;
    for (let line = to - 1; line >= from; line--) {
      const [product, age] = [products[line] as number, ages[line] as number];
      const ref = refs[product] as string;
      if (age >= cut) (Object.hasOwn(bought, ref) ? (bought[ref] as Bought[]) : (bought[ref] = [])).push([(cut - age) * DAY, 1]);
      else {
        if (nextAge < 0) nextAge = age;
        if (age === nextAge) nextBasket.add(ref);
        if (isKnown(product) && !Object.hasOwn(bought, ref)) news.add(ref);
      }
    }
    cases.push({ bought, news, nextBasket, isChoosing: (key & 64) !== 0 });
  }
  return cases;
}

function recallOf(told: readonly { readonly productRef: string }[], came: ReadonlySet<string>): number {
  return told.filter(({ productRef }) => came.has(productRef)).length / came.size;
}

function compared(cases: readonly Case[], ours: (one: Case) => number, sellers: (one: Case) => number): Recall {
  const n = cases.length;
  if (n === 0) return { n, ours: 0, bestSellers: 0, error: 0 };
  let [sumOurs, sumSellers, squares] = [0, 0, 0];
  for (const one of cases) {
    const [our, their] = [Math.round(ours(one) * UNIT), Math.round(sellers(one) * UNIT)];
    sumOurs += our;
    sumSellers += their;
    squares += (our - their) ** 2;
  }
  const mean = (sumOurs - sumSellers) / n;
  return { n, ours: sumOurs / n / UNIT, bestSellers: sumSellers / n / UNIT, error: Math.sqrt(Math.max(0, squares / n - mean ** 2) / n) / UNIT };
}
