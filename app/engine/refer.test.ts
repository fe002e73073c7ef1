import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hint, orderSnapshot, T0 } from "../core/event/testing.ts";
import type { CustomerHint, OrderSnapshot, Snapshot } from "../core/event/snapshot.ts";
import { DAY } from "../core/shared/instant.ts";
import { handleSnapshot } from "./handle-snapshot.ts";
import { MemoryStore } from "./memory-store.ts";
import { definitionOf, Scene, testShop } from "./testing.ts";

const CODE = "ABC234";
const at = (day: number): number => T0 + day * DAY;
const who = (name: string, over: Partial<CustomerHint> = {}): CustomerHint => hint({ email: `${name}@example.com`, firstName: name, lastName: name, phone: null, ...over });

function order(ref: string, day: number, over: Partial<OrderSnapshot> = {}): OrderSnapshot {
  const placedAt = at(day);
  return orderSnapshot({ ref, placedAt, version: { at: placedAt, rank: 1, digest: ref }, paidAt: placedAt, consents: [], ...over });
}

/** Ada's own order: the code is hers. */
const ada = order("1", 0, { customer: who("ada"), place: "door-ada" });
const friend = (over: Partial<OrderSnapshot> = {}, ref = "2", day = 10): OrderSnapshot => order(ref, day, { customer: who("bob"), codes: [CODE], place: "door-bob", ...over });

/** A shop that saw these, in this order, after Ada's code was made. */
function shopAfter(snapshots: readonly Snapshot[], codeOf = ada): MemoryStore {
  const store = new MemoryStore(testShop(), []);
  handleSnapshot(store.work, codeOf, codeOf.placedAt, codeOf.placedAt);
  store.work.codes.set(CODE, { profileId: store.work.orders.get(codeOf.ref)?.profileId as string, enrollmentId: "walk" });
  for (const snapshot of snapshots) handleSnapshot(store.work, snapshot, at(100), at(100));
  return store;
}

const told = (store: MemoryStore): string[] => store.events.filter(({ event }) => event.type.startsWith("referral.")).map(({ event }) => event.key.split(":").slice(2).join(" "));
/** Where several reasons speak against an order, the one that was known first is the one that was told. */
const outcomes = (store: MemoryStore, refs: readonly string[]): unknown => refs.map((ref) => store.work.referrals.get(ref)?.status);
const reason = (store: MemoryStore, ref = "2"): string | null | undefined => store.work.referrals.get(ref)?.reason;

test("a friend's first order by a code is told to the one it belongs to", () => {
  const store = shopAfter([friend()]);
  const found = store.events.find(({ event }) => event.type === "referral.converted");
  expect(found?.event).toMatchObject({ key: `referral:${CODE}:2:converted`, at: at(10), data: { code: CODE, friendOrderRef: "2", amount: 4200, currency: "GBP" } });
  expect(store.work.profiles.get(found?.profileId ?? "")?.emails).toEqual(["ada@example.com"]);
});

test("an order without a code, or with nobody's, is nobody's recommendation", () => {
  expect(told(shopAfter([order("2", 10, { customer: who("bob") }), friend({ codes: ["SALE"] }, "3")]))).toEqual([]);
});

test("it waits for the payment, and a test order never counts", () => {
  expect(told(shopAfter([friend({ paidAt: null })]))).toEqual([]);
  const paid = friend({ paidAt: at(12), version: { at: at(12), rank: 2, digest: "p" } });
  const store = shopAfter([friend({ paidAt: null }), paid]);
  expect(store.events.find(({ event }) => event.type === "referral.converted")?.event.at).toBe(at(12));
  expect(told(shopAfter([friend({ test: true })]))).toEqual([]);
});

describe("what does not count, with a reason a merchant understands", () => {
  test.each([
    ["the same account", friend({ customer: who("ada") }), /belongs to/],
    ["the same mailbox", friend({ customer: who("a.d.a+friend") }), /belongs to/],
    ["the same phone", friend({ customer: who("bob", { phone: "+442071838750" }) }), /belongs to/],
    ["the same household", friend({ customer: who("bob", { lastName: "ADA" }), place: "door-ada" }), /household/],
    ["a cancelled order", friend({ cancelledAt: at(11) }), /cancelled/],
    ["a refunded order", friend({ fullyRefundedAt: at(20) }), /refunded/],
  ])("%s", (_, snapshot, words) => {
    const store = shopAfter([snapshot], { ...ada, customer: who("ada", { phone: "+442071838750" }) });
    expect(reason(store)).toMatch(words);
    expect(told(store)).toEqual(["2 refused"]);
  });

  test("a neighbour of the same name, and a gift to a friend of another, do count", () => {
    expect(told(shopAfter([friend({ customer: who("bob", { lastName: "ada" }), place: "door-next" })]))).toEqual(["2 converted"]);
    expect(told(shopAfter([friend({ place: "door-ada" })]))).toEqual(["2 converted"]);
  });

  test("an earlier order of the friend's", () => {
    expect(reason(shopAfter([order("0", 5, { customer: who("bob") }), friend()]))).toMatch(/ordered before/);
  });

  test("a second recommended order to one door", () => {
    const store = shopAfter([friend(), friend({ customer: who("carl") }, "3", 11)]);
    expect([reason(store, "2"), reason(store, "3")]).toEqual([null, expect.stringMatching(/already went to this address/)]);
  });

  test("a customer who was erased since", () => {
    const store = shopAfter([friend({ paidAt: null })]);
    const id = store.work.orders.get("1")?.profileId as string;
    store.work.profiles.set(id, undefined as never);
    handleSnapshot(store.work, friend({ version: { at: at(12), rank: 2, digest: "p" } }), at(12), at(12));
    expect(reason(store)).toMatch(/no longer on record/);
    expect(told(store)).toEqual([]);
  });
});

test("a refund later takes it back, once", () => {
  const refund: Snapshot = { kind: "refund", ref: "r1", orderRef: "2", at: at(30), amount: 4200, currency: "GBP", reason: null };
  const store = shopAfter([friend(), refund, refund, friend({ fullyRefundedAt: at(31), version: { at: at(31), rank: 3, digest: "r" } })]);
  expect(told(store)).toEqual(["2 converted", "2 refused"]);
  expect(reason(store)).toMatch(/refunded/);
});

test("part of the money back leaves it standing", () => {
  expect(told(shopAfter([friend(), { kind: "refund", ref: "r1", orderRef: "2", at: at(30), amount: 100, currency: "GBP", reason: null }]))).toEqual(["2 converted"]);
});

test("two profiles that turn out to be one: the customer recommended to themselves", () => {
  const store = shopAfter([friend(), order("9", 20, { customer: who("bob", { ref: "77" }) }), order("10", 21, { customer: who("ada", { ref: "77" }) })]);
  expect(reason(store)).toMatch(/belongs to/);
});

test("from a happy customer to a friend's order and the thanks for it, by the code the journey made", async () => {
  const scene = new Scene([definitionOf("referral")]);
  await scene.see({ ...ada, consents: [{ channel: "email", granted: true, at: T0, source: "checkout" }] });
  await scene.rate(5, 5, "1");
  await scene.day(5);
  const code = scene.store.work.actions.find(({ action }) => action.do === "referral_code")?.made;
  await scene.see(friend({ codes: [code ?? "none made"], placedAt: scene.now, paidAt: scene.now }));
  await scene.day(8);
  expect(scene.store.work.referrals.get("2")).toMatchObject({ code, status: "converted" });
  expect(scene.sent.map(({ content }) => content)).toEqual(["referral.ask", "referral.reward"]);
});

/** People who order with and without the code, to few doors, under few names; some orders come to nothing. */
const life = fc.array(
  fc.record({
    person: fc.constantFrom("ada", "a.da", "bob", "carl", "dora"), family: fc.constantFrom("ada", "smith"), door: fc.constantFrom("door-ada", "x", "y", null),
    day: fc.integer({ min: 1, max: 40 }), code: fc.boolean(), paid: fc.boolean(), end: fc.constantFrom("stands", "stands", "cancelled", "refunded"),
  }),
  { minLength: 1, maxLength: 7 },
);

test("the same orders in any order and any number end the same, and each outcome is told once", () => {
  fc.assert(fc.property(life, fc.infiniteStream(fc.nat()), (orders, random) => {
    const refs = orders.map((_, index) => String(index + 2));
    const snapshots = orders.flatMap(({ person, family, door, day, code, paid, end }, index): Snapshot[] => {
      const first = order(refs[index] as string, day, { customer: who(person, { lastName: family }), place: door, codes: code ? [CODE] : [], paidAt: paid ? at(day) : null });
      const version = { at: at(day + 2), rank: 2, digest: "b" };
      if (end === "stands") return [first];
      return [first, { ...first, version, ...(end === "cancelled" ? { cancelledAt: at(day + 2) } : { fullyRefundedAt: at(day + 2) }) }];
    });
    const expected = shopAfter(snapshots);
    const next = random[Symbol.iterator]();
    const shuffled = [...snapshots, ...snapshots].map((one) => [next.next().value as number, one] as const).sort(([a], [b]) => a - b).map(([, one]) => one);
    const other = shopAfter(shuffled);
    expect(outcomes(other, refs)).toEqual(outcomes(expected, refs));
    for (const store of [expected, other]) {
      const words = told(store);
      expect(new Set(words).size).toBe(words.length);
      // The last word told of an order is how it stands.
      for (const ref of refs) expect(words.findLast((word) => word.startsWith(`${ref} `))?.split(" ")[1] ?? "waiting").toBe(store.work.referrals.get(ref)?.status ?? "waiting");
    }
  }), { numRuns: 500 });
});
