import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop } from "#test/door.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { Channel } from "../core/event/snapshot.ts";
import { evaluate } from "../core/journey/condition.ts";
import type { Comparison, Condition } from "../core/journey/condition.ts";
import { happened } from "../core/profile/activity.ts";
import { applyEvent } from "../core/profile/apply-event.ts";
import { emptyProfile } from "../core/profile/profile.ts";
import type { Profile } from "../core/profile/profile.ts";
import { PROFILE_FACTS, profileFact } from "../core/profile/traits.ts";
import type { ProfileFactName } from "../core/profile/traits.ts";
import { parseDuration } from "../core/shared/duration.ts";
import { DAY } from "../core/shared/instant.ts";
import { WorkingSet } from "../engine/working-set.ts";
import { conditionSql, NotAboutProfiles } from "./condition-sql.ts";
import { countSegment, findSegment } from "./segment.ts";
import { readShop } from "./shop.ts";
import { save } from "./store/save.ts";

const { prisma: db } = await testDatabase();
const SHOP = "segments";
const NOW = Date.UTC(2026, 10, 21, 12, 34, 56, 789);
const TREES = 10_000;
const AT_ONCE = 100;

const moment = fc.integer({ min: NOW - 500 * DAY, max: NOW + DAY });
const ref = fc.constantFrom("1", "2", "3");
const event: fc.Arbitrary<CanonicalEvent> = fc.oneof(
  fc.tuple(ref, moment, fc.integer({ min: 0, max: 90_000 })).map(([orderRef, at, amount]) => ({ key: "", type: "order.placed" as const, at, data: { orderRef: `${orderRef}${at}`, number: orderRef, amount, currency: "USD", items: [{ productRef: orderRef, quantity: 1 }] } })),
  fc.tuple(fc.constantFrom("faq", "returns"), moment, fc.double({ min: 0, max: 1e4, noNaN: true })).map(([page, at, seconds]) => ({ key: "", type: "page.viewed" as const, at, data: { page, orderRef: null, seconds } })),
  fc.tuple(ref, moment, fc.boolean()).map(([ticketRef, at, open]) => (open ? { key: "", type: "ticket.opened" as const, at, data: { ticketRef, subject: null, orderRef: null } } : { key: "", type: "ticket.solved" as const, at, data: { ticketRef, orderRef: null } })),
  fc.tuple(fc.integer({ min: 1, max: 5 }), moment).map(([score, at]) => ({ key: "", type: "survey.answered" as const, at, data: { question: "rating", answer: String(score), orderRef: null, score, scale: 5 } })),
  fc.tuple(fc.constantFrom<Channel>("email", "sms"), moment, fc.boolean()).map(([channel, at, yes]) => ({ key: "", type: yes ? ("consent.granted" as const) : ("consent.withdrawn" as const), at, data: { channel, source: "test" } })),
);
const profileWith = fc.record({
  events: fc.array(event, { maxLength: 14 }), country: fc.constantFrom("US", "IN", null), locale: fc.constantFrom("en-US", "hi-IN", null), churn: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
}).map(({ events, country, locale, churn }): Omit<Profile, "id"> => {
  const profile = events.reduce(applyEvent, emptyProfile(""));
  return {
    ...profile, address: country ? { value: { country, province: null, city: null, postcode: null }, at: 0 } : null, locale: locale ? { value: locale, at: 0 } : null,
    scores: churn === null ? {} : { churn: { value: churn, at: NOW } },
  };
});

const names = Object.keys(PROFILE_FACTS) as ProfileFactName[];
const comparison = fc.constantFrom<Comparison>("is", "above", "atLeast", "below", "atMost");
const number = fc.oneof(fc.constantFrom(0, 1, 2, 0.5, 1.5, 30, 90), fc.double({ min: -10, max: 1e5, noNaN: true }));
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom(...names).chain((fact): fc.Arbitrary<Condition> => {
    const { kind } = PROFILE_FACTS[fact];
    if (kind === "boolean") return fc.boolean().map((value) => ({ fact, op: "is" as const, value }));
    if (kind !== "text") return fc.record({ fact: fc.constant(fact), op: comparison, value: number });
    const word = fc.constantFrom("US", "IN", "en", "hi", "", "it's; --");
    return fc.oneof(word.map((value) => ({ fact, op: "is" as const, value })), fc.array(word, { minLength: 1, maxLength: 3 }).map((value) => ({ fact, op: "in" as const, value })));
  }),
  fc.record({
    happened: fc.constantFrom("page.viewed", "page.viewed:faq", "order.placed", "survey.answered:rating", "never"), measure: fc.constantFrom("count" as const, "seconds" as const),
    window: fc.constantFrom("P1D", "P30D", "P60W", "PT90M").map((last) => ({ last })), op: comparison, value: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: 0, max: 2e4, noNaN: true })),
  }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small" }, leaf, fc.array(tie("condition"), { maxLength: 3 }).map((all) => ({ all })), fc.array(tie("condition"), { maxLength: 3 }).map((any) => ({ any })), tie("condition").map((not) => ({ not })),
  ),
}));

/** In memory, as core/journey/world reads a profile. */
function holdsFor(tree: Condition, profile: Profile): boolean {
  return evaluate(tree, {
    fact: (name) => profileFact(name as ProfileFactName, profile, "USD", NOW),
    happened: (kind, measure, window) => ("last" in window ? happened(profile.activity, kind, NOW - (parseDuration(window.last) ?? 0), NOW)[measure] : null),
  });
}

async function storeProfiles(): Promise<Profile[]> {
  await addShop(db, SHOP, "shopify");
  const work = new WorkingSet(await readShop(db, SHOP), [], () => undefined as never);
  const drawn = fc.sample(profileWith, { numRuns: 80, seed: 11 }).map((profile, index): Profile => ({ ...profile, id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}` }));
  for (const profile of drawn) work.profiles.set(profile.id, profile);
  await save(db, work, NOW);
  return drawn;
}

describe("a condition", () => {
  it(`holds for the same customers in memory and in SQL: ${TREES} random trees, 80 customers`, async () => {
    const profiles = await storeProfiles();
    const trees = fc.sample(condition, { numRuns: TREES, seed: 7 });
    let held = 0;
    for (let start = 0; start < trees.length; start += AT_ONCE) {
      const values: unknown[] = [SHOP];
      const columns = trees.slice(start, start + AT_ONCE).map((tree, index) => {
        const compiled = conditionSql(tree, NOW, values.length + 1);
        values.push(...compiled.values);
        return `${compiled.text} AS t${index}`;
      });
      const rows = await db.$queryRawUnsafe<Record<string, boolean | string>[]>(`SELECT p.id::text AS id, ${columns.join(", ")} FROM profile p WHERE p.shop_id = $1 ORDER BY p.id`, ...values);
      rows.forEach((row, at) => {
        for (let index = 0; index < columns.length; index++) {
          const tree = trees[start + index] as Condition;
          const expected = holdsFor(tree, profiles[at] as Profile);
          if (expected) held++;
          if (row[`t${index}`] !== expected) expect({ id: row["id"], holds: row[`t${index}`] }, JSON.stringify(tree)).toEqual({ id: profiles[at]?.id, holds: expected });
        }
      });
    }
    // Trees that hold for nobody or for everybody would prove little.
    expect(held / (TREES * profiles.length)).toBeGreaterThan(0.2);
    expect(held / (TREES * profiles.length)).toBeLessThan(0.8);
  }, 180_000);

  it("finds and counts a segment, of its own shop only", async () => {
    await addShop(db, "elsewhere", "shopify");
    const anyone: Condition = { fact: "profile.orders", op: "atLeast", value: 0 };
    const ids = await findSegment(db, SHOP, anyone, NOW, { limit: 30 });
    expect(ids).toHaveLength(30);
    expect(await findSegment(db, SHOP, anyone, NOW, { after: ids.at(-1) as string })).toHaveLength(50);
    expect(await countSegment(db, SHOP, anyone, NOW)).toBe(80);
    expect(await countSegment(db, "elsewhere", anyone, NOW)).toBe(0);
  });

  it.each<[string, Condition, string]>([
    ["an order", { fact: "order.total", op: "above", value: 1 }, "order.total"],
    ["a walk", { happened: "page.viewed", window: { since: "start" }, op: "atLeast", value: 1 }, "page.viewed"],
    ["what just happened", { not: { fact: "event.page", op: "is", value: "faq" } }, "event.page"],
  ])("about %s is refused, and says what it asks", async (_name, tree, asked) => {
    await expect(countSegment(db, SHOP, tree, NOW)).rejects.toThrow(NotAboutProfiles);
    await expect(countSegment(db, SHOP, tree, NOW)).rejects.toThrow(asked);
  });
});
