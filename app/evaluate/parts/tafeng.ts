/** The next basket on Ta-Feng: what customers rebuy, with weights learnt from the last basket of their history. */
import { AffinityLearner } from "../../core/scoring/affinity/learn.ts";
import { rebuyBasket } from "../../core/scoring/affinity/rebuy-basket.ts";
import type { Bought } from "../../core/profile/profile.ts";
import { DAY } from "../../core/shared/instant.ts";
import type { EvaluationData } from "../data.ts";
import type { Part, Row } from "../part.ts";
import { ndcgAt, recallAt } from "../ranking.ts";

/** The baskets have no dates; a week apart is what they are taken for. */
const APART = 7 * DAY;
const NOW = 0;
const FIRST = 10;

export const taFeng: Part = {
  name: "tafeng",
  title: "The next basket, Ta-Feng",
  files: ["tafeng_history.json.gz", "tafeng_future*.json.gz"],
  run: measure,
};

function measure(data: EvaluationData, tell: (what: string) => void): Row[] {
  const history = data.taFeng("history");
  const future = data.taFeng("future");
  const dated = (baskets: readonly (readonly number[])[]) => baskets.map((basket, index) => ({ at: NOW - (baskets.length - index) * APART, basket }));
  tell("learning");
  const learner = new AffinityLearner({ end: NOW });
  for (const [user, baskets] of history) learner.add({ purchases: dated(baskets).map(({ at, basket }, index) => ({ ref: `${user}-${index}`, at, amount: null, items: basket.map((product) => ({ productRef: String(product), quantity: 1 })) })) });
  const { products, global } = learner.fit();
  tell("telling next baskets");
  const popular = global.popular.map(([ref]) => ref);
  const sums = { users: 0, ours: 0, ndcg: 0, hits: 0, sellers: 0 };
  for (const [user, [next]] of future) {
    const past = history.get(user);
    if (!past || !next || next.length === 0) continue;
    const bought: Record<string, Bought[]> = {};
    for (const { at, basket } of dated(past)) for (const product of new Set(basket)) (bought[product] ??= []).push([at, 1]);
    const told = rebuyBasket({ bought, weights: global.rebuy, popularityOf: (ref) => products.get(ref)?.popularity ?? 0, popular, available: () => true, excluded: new Set(), now: NOW, most: FIRST }).map(({ productRef }) => productRef);
    const came = new Set(next.map(String));
    const recall = recallAt(told, came);
    sums.users++;
    sums.ours += recall;
    sums.ndcg += ndcgAt(told, came, FIRST);
    sums.hits += recall > 0 ? 1 : 0;
    sums.sellers += recallAt(popular.slice(0, FIRST), came);
  }
  return [
    { what: "customers with a next basket", ours: sums.users, reference: 13_858, by: "the whole data set", digits: 0 },
    { what: "weights learnt: decay of older baskets", ours: global.rebuy.decay, reference: 0.9, by: "BASELINE.md, looked at on the same users", digits: 1 },
    { what: "weights learnt: the shop's share", ours: global.rebuy.shop, reference: 3, by: "BASELINE.md, looked at on the same users", digits: 1 },
    { what: "Recall@10", ours: sums.ours / sums.users, reference: 0.1457, by: "personal + 3 × global share", bar: { atLeast: 0.14 } },
    { what: "NDCG@10", ours: sums.ndcg / sums.users, reference: 0.1245, by: "personal + 3 × global share" },
    { what: "customers with at least one of ten right", ours: sums.hits / sums.users, reference: 0.435, by: "personal + 3 × global share", digits: 3 },
    { what: "Recall@10 of the best-sellers alone", ours: sums.sellers / sums.users, reference: 0.0803, by: "G-TopFreq" },
    { what: "Recall@10 of TIFU-KNN", ours: null, reference: 0.1301, by: "Hu et al., SIGIR 2020" },
  ];
}
