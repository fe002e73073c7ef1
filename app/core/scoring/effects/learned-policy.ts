import { policyGain, policyValue } from "./policy-value.ts";
import type { Logged } from "./policy-value.ts";
import type { Interval } from "../intervals.ts";
import { fitUplift, upliftOf } from "./uplift.ts";
import type { UpliftModel } from "./uplift.ts";

/** Customers of an experiment of several arms, with the chance of each draw, the same for all customers of an arm. */
export type PolicyRows = {
  readonly names: readonly string[];
  /** Row by row: names.length numbers each, known before the draw. */
  readonly features: Float64Array;
  /** `reward` is 1 where the customer did what is hoped for, otherwise 0. */
  readonly log: readonly Logged[];
};

export type LearnedPolicy = {
  /** What everybody gets who is not better served otherwise: the arm that earned most. */
  readonly base: string;
  /** The arm nobody is written to in; a customer whom no other moves gets it. */
  readonly control: string;
  /** Of every other arm against the control; null where choosing by customer did not prove better than the base for all. */
  readonly models: Readonly<Record<string, UpliftModel>> | null;
  /** What choosing by customer earned beyond the base, per customer, on customers the choice was not learnt from; null where it never differed. */
  readonly gain: Interval | null;
};

const FOLDS = 5;
/** Two-sided: the gain is below the interval's lower end once in a hundred. Not once in twenty, for it is asked again at every fitting. */
const LEVEL = 0.98;

/**
 * The arm for each customer, learnt so that it is not worse than the best arm for all: choosing by customer (the arm whose
 * uplift model promises most) is put to the test on customers it was not learnt from, fold by fold, and is taken only where
 * the lower end of its gain is above nothing (high-confidence policy improvement: Thomas, Theocharous & Ghavamzadeh, ICML
 * 2015, with cross-fitting in place of their one test set). What models promise is no proof: on randomised mails the choice
 * by model has often been worse than one mail for all.
 *
 * @throws RangeError when there are fewer than two arms, or none is called `control`; as fitUplift
 */
export function learnPolicy(rows: PolicyRows, control: string): LearnedPolicy {
  const arms = [...new Set(rows.log.map(({ arm }) => arm))].sort();
  if (arms.length < 2) throw new RangeError("there must be two arms");
  if (!arms.includes(control)) throw new RangeError(`there is no arm "${control}"; the arms are ${arms.map((arm) => `"${arm}"`).join(", ")}`);
  const earned = (arm: string): number => policyValue(rows.log, (_, one) => Number(one === arm))?.mean ?? 0;
  const base = arms.reduce((best, arm) => (earned(arm) > earned(best) ? arm : best));
  const choices = rows.log.map(() => base);
  for (let fold = 0; fold < FOLDS; fold++) {
    const models = modelsOf(rows, arms, control, (index) => index % FOLDS !== fold);
    if (models === null) return { base, control, models: null, gain: null };
    for (let index = fold; index < choices.length; index += FOLDS) choices[index] = bestArm(models, control, rowOf(rows, index));
  }
  const gain = policyGain(rows.log, choices, base, LEVEL);
  return { base, control, models: gain && gain.low > 0 ? modelsOf(rows, arms, control, () => true) : null, gain };
}

/** The arm for a customer. */
export function chosenArm({ base, control, models }: LearnedPolicy, features: ArrayLike<number>): string {
  return models === null ? base : bestArm(models, control, features);
}

function bestArm(models: Readonly<Record<string, UpliftModel>>, control: string, features: ArrayLike<number>): string {
  let [found, most] = [control, 0];
  for (const [arm, model] of Object.entries(models)) {
    const uplift = upliftOf(model, features);
    if (uplift > most) [found, most] = [arm, uplift];
  }
  return found;
}

function rowOf({ features, names }: PolicyRows, index: number): Float64Array {
  return features.subarray(index * names.length, (index + 1) * names.length);
}

/** Null where an arm has nobody among those asked for. */
function modelsOf(rows: PolicyRows, arms: readonly string[], control: string, among: (index: number) => boolean): Record<string, UpliftModel> | null {
  const { log, names } = rows;
  const models: Record<string, UpliftModel> = {};
  for (const arm of arms) {
    if (arm === control) continue;
    const used = log.flatMap((drawn, index) => (among(index) && (drawn.arm === arm || drawn.arm === control) ? [index] : []));
    const features = new Float64Array(used.length * names.length);
    used.forEach((index, at) => features.set(rowOf(rows, index), at * names.length));
    const treated = Uint8Array.from(used, (index) => Number(log[index]?.arm === arm));
    if (!treated.includes(1) || !treated.includes(0)) return null;
    models[arm] = fitUplift({ names, features, treated, outcome: Uint8Array.from(used, (index) => log[index]?.reward ?? 0) });
  }
  return models;
}
