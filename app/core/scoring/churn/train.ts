/** From rows to a churn model and what may be said of it. */
import type { ModelCard } from "../model-card.ts";
import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import type { PurchaseModel } from "../purchase/model.ts";
import { churnCard } from "./card.ts";
import { learn, learnBase } from "./learn.ts";
import type { ChurnModel } from "./model.ts";
import { reliabilityOf } from "../reliability.ts";
import type { ChurnSample } from "./sample.ts";
import { tryAcross, tryLater } from "./tiers.ts";

/**
 * Trains on windows that are over. The last window is held out: the tiers are learnt from the windows whose labels were
 * complete when it began, tried on it, and the best is kept (see tiers.ts). The card's figures and the reliability table come
 * from that trial alone; only then is the kept tier learnt once more from all windows, the last too.
 *
 * A shop too young for that is tried across customers instead, and its card says that no window was held out.
 *
 * @param sample its rows get the purchase model's features here, each cut's from a model of its own
 * @param purchase the model that scores will be worked out with; null, and the rows too do without
 */
export function trainChurn(sample: ChurnSample, purchase: PurchaseModel | null): { readonly model: ChurnModel; readonly card: ModelCard } {
  if (purchase !== null) sample.learnPurchases();
  const last = sample.cuts.at(-1) as Instant;
  const all = sample.rows(() => true);
  const newest = sample.rows((cut) => cut === last);
  const earlier = sample.rows((cut) => cut + sample.horizonDays * DAY <= last);
  const inTime = earlier.rows > 0;
  const trial = inTime ? tryLater(earlier, newest) : tryAcross(all, newest);
  const { kept } = trial;
  const { tier, baseRate, linear, calibration } = (kept.tier === "base" ? null : learn(kept.tier, all)) ?? learnBase(all);
  const reliability = reliabilityOf(kept.predicted.map((chance) => 1 - chance), trial.labels.map((bought) => 1 - bought));
  const model: ChurnModel = { tier, horizonDays: sample.horizonDays, baseRate, linear, calibration, reliability };
  return { model, card: churnCard(sample, model, inTime ? trial : null, all) };
}
