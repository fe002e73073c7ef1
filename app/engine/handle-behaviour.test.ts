import * as fc from "fast-check";
import { expect, it } from "vitest";
import { readBehaviour } from "../core/behaviour/behaviour.ts";
import type { Behaviour } from "../core/behaviour/behaviour.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { CustomerHint } from "../core/event/snapshot.ts";
import { handleBehaviour } from "./handle-behaviour.ts";
import { MemoryStore } from "./memory-store.ts";
import { resolveProfile } from "./resolve-profile.ts";
import { testShop } from "./testing.ts";

const NOW = Date.UTC(2026, 4, 1, 9);
const nobody: CustomerHint = { ref: null, email: null, phone: null, firstName: null, lastName: null, locale: null, address: null };
const A = "a@example.com";
const B = "b@example.com";

let calls = 0;
/** Carried tokens are written out as the profile they were signed for. */
function call(value: object, trusted = false): Behaviour {
  const read = readBehaviour({ type: "track", event: "Ring Sized", messageId: `m${++calls}`, ...value }, { type: null, receivedAt: NOW, batch: null, country: "GB", trusted, visitorOf: () => null });
  if (!read.ok) throw new Error(read.error.problem);
  const carried = (value as { carried?: string }).carried ?? null;
  return { ...read.behaviour, carried };
}
const track = (who: object): Behaviour => call(who);
const identify = (who: object, traits: object = {}, trusted = false): Behaviour => call({ type: "identify", ...who, traits }, trusted);

class Shop {
  readonly store = new MemoryStore(testShop(), []);
  async tell(...told: Behaviour[]): Promise<void> {
    for (const one of told) await handleBehaviour(this.store, "shop-1", [one], NOW);
  }
  /** A customer as the platform tells of them. */
  async customer(hint: Partial<CustomerHint>): Promise<Profile> {
    return this.store.transaction("shop-1", async (tx) => {
      const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds: [] });
      const profile = resolveProfile(work, { ...nobody, ...hint }, null, NOW, NOW);
      await tx.save(work, NOW);
      return profile;
    });
  }
  owner(kind: "email" | "user" | "anonymous" | "ref" | "phone", value: string): Profile {
    const profile = this.store.work.profileOf({ kind, value });
    if (!profile) throw new Error(`nobody has ${kind} ${value}`);
    return profile;
  }
  /** Events of the shop's own, by the profile they are now of. */
  eventsOf(profile: Profile): string[] {
    return this.store.events.filter(({ profileId, event }) => event.type === "custom.tracked" && this.store.work.survivor(profileId) === profile.id).map(({ event }) => event.key);
  }
}

it("what was done before someone said who they are is theirs, and so is what comes after, in either order", async () => {
  for (const order of [[0, 1, 2], [1, 0, 2], [2, 1, 0], [2, 0, 1]]) {
    const shop = new Shop();
    const told = [track({ anonymousId: "d1" }), identify({ anonymousId: "d1", userId: "u1" }, { email: A, name: "Ada" }), track({ userId: "u1" })];
    await shop.tell(...order.map((index) => told[index] as Behaviour));
    const ada = shop.owner("email", A);
    expect([shop.owner("user", "u1").id, shop.owner("anonymous", "d1").id]).toEqual([ada.id, ada.id]);
    expect(shop.eventsOf(ada)).toHaveLength(2);
    expect(ada).toMatchObject({ users: ["u1"], email: { value: A }, name: { value: { first: "Ada" } } });
    expect(ada.activity["custom.tracked"]).toHaveLength(2);
  }
});

it("a call that is told again changes nothing, whatever it says then", async () => {
  const shop = new Shop();
  const first = call({ anonymousId: "d1", messageId: "same" });
  await shop.tell(first, first, call({ anonymousId: "d2", messageId: "same", event: "Other" }));
  await handleBehaviour(shop.store, "shop-1", [first, call({ userId: "u9", messageId: "same" })], NOW);
  expect(shop.store.events).toHaveLength(1);
  expect(shop.store.work.profileOf({ kind: "anonymous", value: "d2" })).toBeNull();
});

it("a shared device moves to whoever uses it, and joins nobody", async () => {
  const shop = new Shop();
  const first = identify({ anonymousId: "d1" }, { email: A });
  await shop.tell(first, track({ anonymousId: "d1" }), identify({ anonymousId: "d1" }, { email: B }), track({ anonymousId: "d1" }), first);
  const [ada, bob] = [shop.owner("email", A), shop.owner("email", B)];
  expect(ada.id).not.toBe(bob.id);
  expect([shop.eventsOf(ada).length, shop.eventsOf(bob).length]).toEqual([1, 1]);
  expect(shop.owner("anonymous", "d1").id).toBe(bob.id);
});

it("a click in a message names its reader, unless someone else is known to sit there", async () => {
  const shop = new Shop();
  const ada = await shop.customer({ ref: "1", email: A });
  await shop.tell(track({ anonymousId: "d1" }), call({ anonymousId: "d1", carried: ada.id }), track({ anonymousId: "d1" }));
  expect(shop.eventsOf(ada)).toHaveLength(3);
  // Forwarded to Bob, whom we know on his device; then to someone we do not, who says so later.
  await shop.tell(identify({ anonymousId: "d2" }, { email: B }), call({ anonymousId: "d2", carried: ada.id }), track({ anonymousId: "d2" }));
  expect(shop.eventsOf(shop.owner("email", B))).toHaveLength(2);
  await shop.tell(call({ anonymousId: "d3", carried: ada.id }), identify({ anonymousId: "d3" }, { email: "c@example.com" }), track({ anonymousId: "d3" }));
  expect(shop.eventsOf(shop.owner("email", "c@example.com"))).toHaveLength(1);
  expect(shop.owner("email", A)).toMatchObject({ emails: [A] });
  expect(shop.owner("anonymous", "d3").id).toBe(shop.owner("email", "c@example.com").id);
});

it("the key that stands in the shop's pages never changes where a customer's mail goes, nor makes two customers one", async () => {
  const shop = new Shop();
  const ada = await shop.customer({ ref: "1", email: A, firstName: "Ada" });
  const phoneOnly = await shop.customer({ ref: "2", phone: "+442079460958" });
  await shop.customer({ ref: "3", email: B });
  await shop.tell(
    identify({ userId: "evil" }, { customer_id: "1", email: "evil@example.com", phone: "+442079460111", name: "Eve" }), identify({ userId: "evil" }, { customer_id: "2", email: "evil@example.com" }),
    identify({ userId: "evil" }, { customer_id: "1", email: B }), identify({ userId: "x" }, { email: A, phone: "+442079460111" }), identify({ userId: "new" }, { customer_id: "77", email: "new@example.com" }),
  );
  expect(shop.owner("ref", "1")).toMatchObject({ id: ada.id, emails: [A], phones: [], name: { value: { first: "Ada" } } });
  expect(shop.owner("ref", "2")).toMatchObject({ id: phoneOnly.id, emails: [] });
  expect(shop.owner("ref", "3")).toMatchObject({ emails: [B], refs: ["3"] });
  expect(shop.store.work.profileOf({ kind: "ref", value: "77" })).toBeNull();
  // The shop's own server is believed.
  await shop.tell(identify({ userId: "u1" }, { customer_id: "1", email: "ada@new.example.com", phone: "+442079460111" }, true));
  expect(shop.owner("ref", "1")).toMatchObject({ emails: [A, "ada@new.example.com"], phones: ["+442079460111"] });
  expect(shop.owner("user", "u1").id).toBe(ada.id);
});

it("a yes from a page does not lift a no; one from the shop's server does", async () => {
  const shop = new Shop();
  await shop.tell(identify({ userId: "u" }, { email: A, email_opt_in: false }), identify({ userId: "u" }, { email: A, email_opt_in: true }));
  expect(shop.owner("email", A).consent.email?.granted).toBe(false);
  await shop.tell({ ...identify({ userId: "u" }, { email: A, email_opt_in: true }, true), events: identify({ userId: "u" }, { email_opt_in: true }, true).events.map((event) => ({ ...event, at: NOW + 1 })) });
  expect(shop.owner("email", A).consent.email?.granted).toBe(true);
});

it("nothing is said about an order that is another customer's", async () => {
  const shop = new Shop();
  const ada = await shop.customer({ ref: "1", email: A });
  shop.store.work.orders.set("1001", { state: { details: null } as never, profileId: ada.id });
  const asked = { event: "Return Requested", properties: { order_id: "1001" } };
  await shop.tell(call({ userId: "evil", ...asked }), call({ userId: A, ...asked }));
  expect(shop.store.events.flatMap(({ event }) => (event.type === "return.requested" ? [event.data.orderRef] : []))).toEqual([null, "1001"]);
});

it("whatever visitors say, known people stay apart and every event is someone's, once", async () => {
  const who = fc.record({ anonymousId: fc.constantFrom("d1", "d2", undefined), userId: fc.constantFrom("u1", "u2", undefined) });
  const told = fc.record({ who, email: fc.constantFrom(A, B, undefined), customer: fc.constantFrom("1", "2", undefined), kind: fc.constantFrom("track", "identify", "carried") });
  await fc.assert(
    fc.asyncProperty(fc.array(told, { maxLength: 14 }), async (story) => {
      const shop = new Shop();
      const [ada, bob] = [await shop.customer({ ref: "1", email: A }), await shop.customer({ ref: "2", email: B })];
      const made = story.filter((one) => one.who.anonymousId ?? one.who.userId).map((one) => (one.kind === "identify" ? identify(one.who, { email: one.email, customer_id: one.customer }) : call({ ...one.who, carried: one.kind === "carried" ? ada.id : undefined })));
      await shop.tell(...made, ...made);
      expect([shop.owner("ref", "1"), shop.owner("ref", "2")]).toMatchObject([{ id: ada.id, emails: [A] }, { id: bob.id, emails: [B] }]);
      const keys = shop.store.events.map(({ event }) => event.key).filter((key) => /^api:m\d+$/.test(key));
      expect(keys.sort()).toEqual(made.map((one) => one.key).sort());
      for (const { profileId } of shop.store.events) expect(shop.store.work.profiles.get(shop.store.work.survivor(profileId))).toBeDefined();
    }),
    { numRuns: 500, seed: 11 },
  );
});

it("a customer with 100,000 events has a small row, and the next events do not make it grow", async () => {
  const shop = new Shop();
  const sizeAfter = async (count: number): Promise<number> => {
    for (let index = 0; index < count; index += 100) {
      await handleBehaviour(shop.store, "shop-1", Array.from({ length: 100 }, (_, at) => call({ userId: "u1", event: `Event ${(index + at) % 997}`, context: { traits: { email: `e${index + at}@example.com` } }, properties: { text: "x".repeat(400) } })), NOW);
      // Nothing here waits for anything outside, and the runner takes a minute without a word from the test for its end.
      await new Promise(setImmediate);
    }
    return JSON.stringify(shop.owner("user", "u1")).length;
  };
  const most = await sizeAfter(98_000);
  expect(most).toBeLessThan(150_000);
  expect(await sizeAfter(2_000)).toBeLessThan(most * 1.01);
});
