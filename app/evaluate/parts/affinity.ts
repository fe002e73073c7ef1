/**
 * What to offer next on UCI Online Retail: of the products new to a customer that they bought within 90 days of a cut, the
 * share that was among ten offers. The rules that the reference figures are of are worked out beside ours on the same cut.
 */
import { mean } from "../../core/scoring/metrics.ts";
import type { Bought } from "../../core/profile/profile.ts";
import { AffinityLearner } from "../../core/scoring/affinity/learn.ts";
import { offersFor } from "../../core/scoring/affinity/offers.ts";
import { DAY } from "../../core/shared/instant.ts";
import { basketCosine, popularityRanking } from "../affinity-rules.ts";
import type { Ranking, Shopper } from "../affinity-rules.ts";
import { purchasesIn } from "../data.ts";
import type { EvaluationData, UciRow } from "../data.ts";
import type { Part, Row } from "../part.ts";
import { ndcgAt, recallAt } from "../ranking.ts";

const WINDOW = 90 * DAY;
const FIRST = 10;

/** The cut that the reference figures are of: the window begins with the day after. */
const REFERENCE_CUT = Date.UTC(2011, 8, 1);
const REFERENCE = { popularity: 0.0203, customers: 0.0461, baskets: 0.0493, ndcg: 0.104, hit: 0.467 };

export const affinity: Part = { name: "affinity", title: "New products to offer, UCI Online Retail", files: ["uci_*.csv.gz"], run: measure };

function measure(data: EvaluationData, tell: (what: string) => void): Row[] {
  const rows = purchasesIn(data.uci());
  const end = rows.reduce((newest, { at }) => Math.max(newest, at), 0);
  const dayAfter = (Math.floor(end / DAY) + 1) * DAY;
  const newest = dayAfter - WINDOW;
  const cuts = REFERENCE_CUT <= newest ? [...new Set([REFERENCE_CUT, newest])] : [newest];
  return cuts.flatMap((cut, index) => measureCut(rows, cut, index === 0, tell));
}

/** @param isBarred whether a bar stands at this cut: the reference's where it is in the data, else the best rule's at the newest */
function measureCut(rows: readonly UciRow[], cut: number, isBarred: boolean, tell: (what: string) => void): Row[] {
  const day = new Date(cut - DAY).toISOString().slice(0, 10);
  tell(`customers until ${day}`);
  const shoppers = shoppersAt(rows, cut);
  const buying = shoppers.filter(({ news }) => news.size > 0);
  const learner = new AffinityLearner({ end: cut });
  for (const { orders } of shoppers) learner.add({ purchases: orders.map(({ ref, at, products }) => ({ ref, at, amount: null, items: products.map((productRef) => ({ productRef, quantity: 1 })) })) });
  tell(`learning from what is known until ${day}`);
  const { products, global } = learner.fit();
  const popular = global.popular.map(([ref]) => ref);
  const ours: Ranking = ({ bought }) => offersFor({ bought, now: cut, links: (ref) => products.get(ref) ?? null, popular, available: () => true, excluded: new Set(), most: FIRST }).map(({ productRef }) => productRef);
  const scored = (name: string, ranking: Ranking) => {
    tell(`${name}, cut ${day}`);
    const lists = buying.map((shopper) => ({ told: ranking(shopper), news: shopper.news }));
    const over = (of: (one: (typeof lists)[number]) => number): number => mean(lists.map(of));
    return { recall: over(({ told, news }) => recallAt(told, news)), ndcg: over(({ told, news }) => ndcgAt(told, news, FIRST)), hit: over(({ told, news }) => (recallAt(told, news) > 0 ? 1 : 0)) };
  };
  const best = scored("links", ours);
  const sellers = scored("popularity", popularityRanking(shoppers));
  const overCustomers = scored("cosine over customers", basketCosine(shoppers, "customer", FIRST));
  const overBaskets = scored("cosine over baskets", basketCosine(shoppers, "basket", FIRST));
  const reference = cut === REFERENCE_CUT ? REFERENCE : null;
  const by = reference ? "BASELINE.md, the same cut" : "no reference at this cut";
  return [
    { what: `customers who bought something new, cut ${day}`, ours: buying.length, reference: reference && 1785, by, digits: 0 },
    { what: "Recall@10, popularity", ours: sellers.recall, reference: reference && REFERENCE.popularity, by },
    { what: "Recall@10, cosine over customers, shrink 10", ours: overCustomers.recall, reference: reference && REFERENCE.customers, by },
    { what: "Recall@10, cosine over baskets, shrink 10", ours: overBaskets.recall, reference: reference && REFERENCE.baskets, by },
    { what: "Recall@10, ours", ours: best.recall, reference: reference ? REFERENCE.baskets : overBaskets.recall, by: "cosine over baskets", ...(isBarred ? { bar: { atLeast: reference ? REFERENCE.baskets : overBaskets.recall } } : {}) },
    { what: "NDCG@10, ours", ours: best.ndcg, reference: reference ? REFERENCE.ndcg : overBaskets.ndcg, by: "cosine over baskets" },
    { what: "customers with at least one of ten right, ours", ours: best.hit, reference: reference ? REFERENCE.hit : overBaskets.hit, by: "cosine over baskets", digits: 3 },
  ];
}

/** Everyone who bought before the cut, with what they bought in the window that was new to them and known to the shop. */
function shoppersAt(rows: readonly UciRow[], cut: number): Shopper[] {
  const known = new Set(rows.filter(({ at }) => at < cut).map(({ product }) => product));
  type Found = { readonly orders: Map<string, { readonly ref: string; readonly at: number; readonly products: Set<string> }>; readonly bought: Record<string, Bought[]>; readonly later: Set<string> };
  const shoppers = new Map<string, Found>();
  for (const { customer, invoice, product, at } of rows.toSorted((a, b) => a.at - b.at)) {
    if (at >= cut + WINDOW) continue;
    const shopper: Found = shoppers.get(customer) ?? { orders: new Map(), bought: {}, later: new Set() };
    shoppers.set(customer, shopper);
    if (at >= cut) {
      if (known.has(product) && !Object.hasOwn(shopper.bought, product)) shopper.later.add(product);
      continue;
    }
    const order = shopper.orders.get(invoice) ?? { ref: invoice, at, products: new Set<string>() };
    order.products.add(product);
    shopper.orders.set(invoice, order);
    (shopper.bought[product] ??= []).push([at, 1]);
  }
  return [...shoppers.values()].filter(({ orders }) => orders.size > 0).map(({ orders, bought, later }) => ({ orders: [...orders.values()].map((order) => ({ ...order, products: [...order.products] })), bought, news: later }));
}
