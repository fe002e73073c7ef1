/** Learning what works, on Hillstrom's e-mail experiment of three arms: effects, whom to write to, what a rule is worth, and learning as it goes. */
import { valueArm, shareArm } from "../../core/scoring/effects/arm.ts";
import { replay } from "../../core/scoring/effects/replay.ts";
import { USUAL_GUARD } from "../../core/scoring/effects/bandit.ts";
import { effectsOf, zOf } from "../../core/scoring/effects/effect.ts";
import { effectsByGroup } from "../../core/scoring/effects/groups.ts";
import { chosenArm, learnPolicy } from "../../core/scoring/effects/learned-policy.ts";
import type { LearnedPolicy } from "../../core/scoring/effects/learned-policy.ts";
import { doublyRobustValue, policyValue } from "../../core/scoring/effects/policy-value.ts";
import { qini } from "../../core/scoring/effects/qini.ts";
import { chancesOf, fitUplift, upliftOf } from "../../core/scoring/effects/uplift.ts";
import type { UpliftModel, UpliftRows } from "../../core/scoring/effects/uplift.ts";
import { mean } from "../../core/scoring/metrics.ts";
import { seeded } from "../../core/scoring/numeric/random.ts";
import type { Hillstrom } from "../data.ts";
import type { Part, Row } from "../part.ts";

/** The published table is of so many customers; on fewer rows its figures only inform. */
const WHOLE = 64_000;
const SPLITS = 10;
const ORDERS = 20;
/** As BASELINE.md section 5 gives them, of all rows: customers, visits and conversions in per cent, dollars each, and z of the visits' effect. */
const PUBLISHED = {
  none: { n: 21_306, visit: 10.617, conversion: 0.573, spend: 0.6528, z: null },
  mens: { n: 21_307, visit: 18.276, conversion: 1.253, spend: 1.4226, z: 22.6 },
  womens: { n: 21_387, visit: 15.14, conversion: 0.884, spend: 1.0772, z: 14 },
} as const;
const ARMS = ["none", "mens", "womens"] as const;
const NAMES = { none: "no e-mail", mens: "men's", womens: "women's" } as const;
const FEATURES = ["recency", "history", "mens", "womens", "urban", "rural", "newbie", "phone", "multichannel"];

export const hillstrom: Part = {
  name: "hillstrom",
  title: "Hillstrom: what an e-mail changes, for whom, and learning as it goes",
  files: ["hillstrom*.csv"],
  run(data, tell) {
    const rows = data.hillstrom();
    tell("effects");
    const effects = effectRows(rows);
    const halves = Array.from({ length: SPLITS }, (_, index) => splitOf(rows, index + 1));
    const learned = halves.map(({ train }, index) => {
      tell(`models, half ${index + 1} of ${SPLITS}`);
      return { mens: fitUplift(upliftRows(train, "mens")), womens: fitUplift(upliftRows(train, "womens")), policy: learnPolicy({ names: FEATURES, features: Float64Array.from(train.flatMap(featuresOf)), log: logOf(train, ({ visit }) => Number(visit)) }, "none") };
    });
    tell("learning as it goes");
    return [...effects, ...groupRows(rows), ...qiniRows(halves, learned), ...policyRows(halves, learned), ...replayRows(rows)];
  },
};

function effectRows(rows: readonly Hillstrom[]): Row[] {
  const whole = rows.length === WHOLE;
  const by = whole ? "BASELINE section 5, all 64,000" : "BASELINE section 5, all 64,000: other rows";
  const figure = (what: string, ours: number, reference: number | null, digits: number): Row => ({ what, ours, reference, by, digits, ...(whole && reference !== null ? { bar: { within: 0.5001 * 10 ** -digits, of: reference } } : {}) });
  const armsOf = (outcome: (row: Hillstrom) => boolean) => ARMS.map((arm) => shareArm(arm, rows.filter((row) => row.arm === arm && outcome(row)).length, rows.filter((row) => row.arm === arm).length));
  const visits = armsOf(({ visit }) => visit);
  const conversions = armsOf(({ conversion }) => conversion);
  const spends = ARMS.map((arm) => valueArm(arm, rows.filter((row) => row.arm === arm).map(({ spend }) => spend)));
  const always = effectsOf(visits, "none", "always");
  return ARMS.flatMap((arm, index) => {
    const [visit, conversion, spend] = [visits[index], conversions[index], spends[index]];
    const [none] = visits;
    if (!none || !visit || !conversion || !spend) return [];
    const published = PUBLISHED[arm];
    const interval = always.find((effect) => effect.arm === arm)?.interval;
    return [
      figure(`${NAMES[arm]}: customers`, visit.n, published.n, 0),
      figure(`${NAMES[arm]}: visits, %`, 100 * visit.mean, published.visit, 3),
      figure(`${NAMES[arm]}: conversions, %`, 100 * conversion.mean, published.conversion, 3),
      figure(`${NAMES[arm]}: dollars each`, spend.mean, published.spend, 4),
      ...(published.z === null ? [] : [figure(`${NAMES[arm]}: effect on visits, z`, zOf(visit, none), published.z, 1)]),
      ...(interval ? [{ what: `${NAMES[arm]}: effect on visits at any look, from, points`, ours: 100 * interval.low, reference: null, by: "", digits: 3 }, { what: `${NAMES[arm]}: effect on visits at any look, to, points`, ours: 100 * interval.high, reference: null, by: "", digits: 3 }] : []),
    ];
  });
}

/** Whom the women's e-mail moved: by what they had bought. */
function groupRows(rows: readonly Hillstrom[]): Row[] {
  const groups = [["women's only", false, true], ["men's only", true, false], ["both", true, true]] as const;
  const arm = (members: readonly Hillstrom[], name: "womens" | "none") => {
    const written = members.filter((row) => row.arm === name);
    return shareArm(name, written.filter(({ visit }) => visit).length, written.length);
  };
  const effects = effectsByGroup(groups.map(([name, mens, womens]) => {
    const members = rows.filter((row) => row.mens === mens && row.womens === womens);
    return { name, treated: arm(members, "womens"), control: arm(members, "none") };
  }), "always");
  return effects.map(({ group, difference, expected }) => ({ what: `women's, buyers of ${group}: points, and to be expected next time`, ours: 100 * difference, reference: 100 * expected, by: "ours, shrunk to all groups", digits: 2 }));
}

type Half = { readonly train: readonly Hillstrom[]; readonly test: readonly Hillstrom[] };
type Models = { readonly mens: UpliftModel; readonly womens: UpliftModel; readonly policy: LearnedPolicy };

function splitOf(rows: readonly Hillstrom[], seed: number): Half {
  const random = seeded(seed);
  const [train, test]: [Hillstrom[], Hillstrom[]] = [[], []];
  for (const row of rows) (random() < 0.5 ? train : test).push(row);
  return { train, test };
}

function featuresOf(row: Hillstrom): number[] {
  return [row.recency, Math.log(row.history), row.mens, row.womens, row.zip === "Urban", row.zip === "Rural", row.newbie, row.channel === "Phone", row.channel === "Multichannel"].map(Number);
}

function logOf(rows: readonly Hillstrom[], outcome: (row: Hillstrom) => number) {
  return rows.map((row) => ({ arm: row.arm, chance: 1 / ARMS.length, reward: outcome(row) }));
}

function upliftRows(rows: readonly Hillstrom[], arm: "mens" | "womens"): UpliftRows {
  const used = rows.filter((row) => row.arm === arm || row.arm === "none");
  return { names: FEATURES, features: Float64Array.from(used.flatMap(featuresOf)), treated: Uint8Array.from(used, (row) => Number(row.arm === arm)), outcome: Uint8Array.from(used, (row) => Number(row.visit)) };
}

function qiniRows(halves: readonly Half[], learned: readonly Models[]): Row[] {
  const by = "BASELINE section 5, all 64,000: two-model LR";
  const of = (arm: "mens" | "womens", score: (row: Hillstrom, models: Models) => number) =>
    mean(
      halves.map(({ test }, index) => {
        const used = test.filter((row) => row.arm === arm || row.arm === "none");
        return qini(used.map((row) => score(row, learned[index] as Models)), used.map((row) => Number(row.arm === arm)), used.map((row) => Number(row.visit)));
      }),
    );
  return [
    { what: `women's: Qini, uplift model, mean of ${SPLITS} halves`, ours: of("womens", (row, { womens }) => upliftOf(womens, featuresOf(row))), reference: 0.0084, by, bar: { atLeast: 0.0075 } },
    { what: "women's: Qini, rule: buyers of women's first", ours: of("womens", (row) => Number(row.womens)), reference: 0.0084, by: "BASELINE section 5, all 64,000: the same rule" },
    { what: "men's: Qini, uplift model", ours: of("mens", (row, { mens }) => upliftOf(mens, featuresOf(row))), reference: 0.0014, by },
  ];
}

function policyRows(halves: readonly Half[], learned: readonly Models[]): Row[] {
  type Choice = (row: Hillstrom, models: Models) => string;
  const value = (choice: Choice, outcome: (row: Hillstrom) => number, doubly = false) =>
    mean(
      halves.map(({ test }, index) => {
        const models = learned[index] as Models;
        const chosen = test.map((row) => choice(row, models));
        const log = logOf(test, outcome);
        const policy = (at: number, arm: string) => Number(chosen[at] === arm);
        const expected = (at: number, arm: string) => {
          const features = featuresOf(test[at] as Hillstrom);
          return arm === "none" ? (chancesOf(models.mens, features).without + chancesOf(models.womens, features).without) / 2 : chancesOf(arm === "mens" ? models.mens : models.womens, features).with;
        };
        return (doubly ? doublyRobustValue(log, policy, ARMS, expected) : policyValue(log, policy))?.mean ?? Number.NaN;
      }),
    );
  const visits = (choice: Choice, doubly = false) => 100 * value(choice, ({ visit }) => Number(visit), doubly);
  const own: Choice = (row, models) => chosenArm(models.policy, featuresOf(row));
  const mens = visits(() => "mens");
  const by = "BASELINE section 5, all 64,000";
  return [
    { what: "always no e-mail: visits, %", ours: visits(() => "none"), reference: 10.6, by, digits: 2 },
    { what: "always women's: visits, %", ours: visits(() => "womens"), reference: 15.39, by, digits: 2 },
    { what: "always men's: visits, %", ours: mens, reference: 18.35, by, digits: 2 },
    { what: "buyers of women's only get women's, else men's: visits, %", ours: visits((row) => (row.womens && !row.mens ? "womens" : "mens")), reference: 18.57, by, digits: 2 },
    { what: "our policy (one for all, or by customer where that is proven): visits, %", ours: visits(own), reference: 18.35, by: `${by}: best of per-arm LR; bar: always men's on these halves`, bar: { atLeast: mens }, digits: 2 },
    { what: "our policy, doubly robust: visits, %", ours: visits(own, true), reference: null, by: "", digits: 2 },
    { what: "our policy: halves on which choosing by customer was proven", ours: learned.filter(({ policy }) => policy.models !== null).length, reference: null, by: "", digits: 0 },
    { what: "our policy: dollars each", ours: value(own, ({ spend }) => spend), reference: 1.263, by: `${by}: best of per-arm LR, trained on spend`, digits: 3 },
  ];
}

function replayRows(rows: readonly Hillstrom[]): Row[] {
  const runs = Array.from({ length: ORDERS }, (_, index) => {
    const random = seeded(1000 + index);
    const shown = rows.map(({ arm, visit }) => ({ arm, success: visit }));
    for (let last = shown.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [shown[last], shown[other]] = [shown[other] as (typeof shown)[number], shown[last] as (typeof shown)[number]];
    }
    return replay(shown, ARMS, USUAL_GUARD, random, 50);
  });
  const by = rows.length === WHOLE ? "BASELINE section 5: Thompson" : "BASELINE section 5: Thompson, twice as many mails to learn from";
  return [
    { what: `learning as it goes: visits per mail, mean of ${ORDERS} orders`, ours: mean(runs.map(({ rate }) => rate)), reference: 0.1808, by, bar: { atLeast: 0.178 } },
    { what: "learning as it goes: mails that agreed, mean", ours: mean(runs.map(({ n }) => n)), reference: 21_300, by: "BASELINE section 5, all 64,000", digits: 0 },
  ];
}
