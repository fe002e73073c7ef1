/**
 * What every store must do, whatever it is made of. One suite, run by each store's own test.
 */
import { describe, expect, it } from "vitest";
import { hint, orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "../core/event/testing.ts";
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { CustomerSnapshot, Snapshot } from "../core/event/snapshot.ts";
import type { Decision } from "../core/decision/decision.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Message } from "../core/message/message.ts";
import type { Profile } from "../core/profile/profile.ts";
import { DAY, HOUR } from "../core/shared/instant.ts";
import { deliver } from "./deliver.ts";
import type { Delivered } from "./deliver.ts";
import { handleEvents } from "./handle-events.ts";
import { handleSnapshot, needsOf } from "./handle-snapshot.ts";
import { handleTimers } from "./handle-timers.ts";
import type { Store } from "./ports.ts";

/** A store with one shop, and what a test may see of it. */
export type StoreUnderTest = {
  readonly store: Store;
  readonly shopId: string;
  profiles(): Promise<Profile[]>;
  messages(): Promise<Pick<Message, "id" | "profileId" | "status" | "content" | "attempts" | "sendAt">[]>;
  walks(): Promise<Enrollment[]>;
  events(): Promise<{ key: string; profileId: string }[]>;
  decisions(): Promise<{ outcome: string; rule: string | null; reason: string; channel: string | null; profileId: string; facts: unknown }[]>;
};

const account = (over: Partial<CustomerSnapshot> = {}): CustomerSnapshot => ({
  kind: "customer", ref: "77", version: { at: T0, rank: 0, digest: "c" }, createdAt: T0, deleted: false, customer: hint({ ref: "77" }), consents: [], ...over,
});

const welcomeOf = async (test: StoreUnderTest): Promise<Enrollment | undefined> => (await test.walks()).find((walk) => walk.journey === "welcome");

const SENT: Delivered = { kind: "sent", response: "250" };

export function describeStore(name: string, make: () => Promise<StoreUnderTest>): void {
  async function see(test: StoreUnderTest, now: number, ...snapshots: Snapshot[]): Promise<void> {
    await test.store.transaction(test.shopId, async (tx) => {
      const work = await tx.load(needsOf(snapshots));
      for (const snapshot of snapshots) handleSnapshot(work, snapshot, now, now);
      await tx.save(work, now);
    });
  }
  const send = (test: StoreUnderTest, now: number, outcome: Delivered = SENT, retryAt: (attempts: number) => number | null = () => null): Promise<number> =>
    deliver(test.store, test.shopId, async () => outcome, retryAt, () => now, 50, 2);

  describe(name, () => {
    it("remembers between units of work: an order, its parcel and its walk", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot());
      await see(test, T0 + DAY, shipmentSnapshot());
      await see(test, T0 + 4 * DAY, scanSnapshot());
      expect(await welcomeOf(test)).toMatchObject({ status: "active", step: "settle_in", dueAt: T0 + 7 * DAY });
      expect((await test.profiles())[0]).toMatchObject({ counts: { orders: 1, delivered: 1 }, spend: { GBP: 4200 } });
    });

    it("moves only what is due, and moves it once", async () => {
      const test = await make();
      await see(test, T0 + 4 * DAY, orderSnapshot(), shipmentSnapshot(), scanSnapshot());
      expect(await handleTimers(test.store, test.shopId, T0 + 6 * DAY, 10)).toBe(0);
      expect(await handleTimers(test.store, test.shopId, T0 + 8 * DAY, 10)).toBe(1);
      expect(await handleTimers(test.store, test.shopId, T0 + 8 * DAY, 10)).toBe(0);
      expect((await test.messages()).map((message) => message.content).sort()).toEqual(["welcome.first", "welcome.howto"]);
    });

    it("takes a queued message once, and tells its walk that it left", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot());
      expect([await send(test, T0), await send(test, T0)]).toEqual([1, 0]);
      expect((await test.messages())[0]).toMatchObject({ status: "sent", attempts: 1 });
      expect((await welcomeOf(test))?.walk.sent).toBe(1);
    });

    it("tries again at the time it is told, and gives up when there is none", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot());
      const refused: Delivered = { kind: "retry", reason: "Busy.", log: "451" };
      await send(test, T0, refused, () => T0 + HOUR);
      expect((await test.messages())[0]).toMatchObject({ status: "queued", sendAt: T0 + HOUR });
      expect(await send(test, T0 + HOUR - 1)).toBe(0);
      await send(test, T0 + HOUR, refused);
      expect((await test.messages())[0]).toMatchObject({ status: "failed", attempts: 2 });
    });

    it("never writes to a dead address again, not even about an order", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot());
      await send(test, T0, { kind: "failed", deadAddress: true, reason: "No such user.", log: "550" });
      await see(test, T0 + HOUR, orderSnapshot({ ref: "1002", placedAt: T0 + HOUR }));
      expect((await test.messages()).map((message) => message.status)).toEqual(["bounced"]);
      expect((await test.decisions()).map((one) => one.rule)).toContain("suppression");
    });

    it("stops what is queued when the order is cancelled, and takes the walk for not started", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot());
      await see(test, T0, orderSnapshot({ version: { at: T0 + 1, rank: 9, digest: "x" }, cancelledAt: T0 + 1 }));
      expect(await test.messages()).toEqual([]);
      expect((await welcomeOf(test))?.status).toBe("never_started");
      expect(await test.decisions()).toMatchObject([{ outcome: "drop", rule: "walk_ended" }]);
      expect(await send(test, T0)).toBe(0);
    });

    it("stops queued marketing when the customer unsubscribes, and keeps it to be seen", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot(), shipmentSnapshot(), scanSnapshot());
      await send(test, T0);
      await handleTimers(test.store, test.shopId, T0 + 8 * DAY, 10);
      const profileId = (await test.profiles())[0]?.id ?? "";
      await handleEvents(test.store, test.shopId, [{ profileId, event: { key: "u", type: "consent.withdrawn", at: T0 + 8 * DAY, data: { channel: "email", source: "unsubscribe link" } } }], T0 + 8 * DAY);
      expect((await test.messages()).find((message) => message.content === "welcome.howto")?.status).toBe("stopped");
      expect(await send(test, T0 + 8 * DAY)).toBe(0);
    });

    it("tells in the decision that a message was stopped when it was about to leave, and tells the walk", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot());
      await send(test, T0, { kind: "stopped", rule: "channel_offered", reason: "This channel is switched off in the settings." });
      expect((await test.messages())[0]?.status).toBe("stopped");
      expect(await test.decisions()).toMatchObject([{ outcome: "drop", rule: "channel_offered", reason: "This channel is switched off in the settings." }]);
      expect((await test.events()).filter((one) => one.key.endsWith(":stopped"))).toHaveLength(1);
      expect((await welcomeOf(test))?.walk.seen["message.dropped"]).toBe(T0);
    });

    it("keeps of a hold that goes on one row with the newest look, and of a refusal the first", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot({ test: true }));
      const [first] = await test.decisions();
      expect(first).toMatchObject({ outcome: "refuse", rule: "real_order" });
      const profileId = (await test.profiles())[0]?.id ?? "";
      const row = (over: Partial<Decision>): Decision => ({
        id: "11111111-1111-8111-8111-111111111111", profileId, enrollmentId: null, journey: "welcome", step: "howto", content: "welcome.howto", channel: "email", class: "marketing", at: T0,
        outcome: "hold", rule: "frequency_cap", reason: "First.", heldUntil: T0, facts: { look: 1 }, probability: 1, messageId: null, ...over,
      });
      const refusal = { id: "22222222-2222-8222-8222-222222222222", outcome: "refuse", rule: "payment", channel: null } as const;
      const decide = (...decisions: Decision[]) => test.store.transaction(test.shopId, async (tx) => {
        const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds: [profileId] });
        for (const decision of decisions) work.decide(decision);
        await tx.save(work, T0);
      });
      await decide(row({}), row(refusal));
      await decide(row({ reason: "Second.", channel: "sms", facts: { look: 2 } }), row({ ...refusal, reason: "Second." }));
      const rows = await test.decisions();
      expect(rows.find((one) => one.rule === "frequency_cap")).toMatchObject({ reason: "Second.", channel: "sms", facts: { look: 2 } });
      expect(rows.find((one) => one.rule === "payment")?.reason).toBe("First.");
    });

    it.each([["email", "queued"], ["sms", "stopped"]] as const)("stops queued texts when marketing by %s is no longer wanted: %s", async (channel, status) => {
      const test = await make();
      await see(test, T0, orderSnapshot());
      const profileId = (await test.profiles())[0]?.id ?? "";
      const id = `${channel === "sms" ? "3" : "4"}3333333-3333-8333-8333-333333333333`;
      await test.store.transaction(test.shopId, async (tx) => {
        const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds: [profileId] });
        work.messages.push({
          id, profileId, enrollmentId: null, orderRef: null, journey: "review", step: "ask", channel: "sms", class: "marketing", content: "review.ask", locale: "en", recipient: "+447700900123",
          status: "queued", reason: null, createdAt: T0, sendAt: T0 + DAY, attempts: 0, messageIdHeader: `<${id}@example.com>`,
        });
        await tx.save(work, T0);
      });
      await handleEvents(test.store, test.shopId, [{ profileId, event: { key: "w", type: "consent.withdrawn", at: T0 + HOUR, data: { channel, source: "test" } } }], T0 + HOUR);
      expect((await test.messages()).find((message) => message.id === id)?.status).toBe(status);
    });

    it("stops what is queued for a customer who turns out, in the same moment, to be one who has unsubscribed", async () => {
      const test = await make();
      await see(test, T0, account({ createdAt: T0 - 90 * DAY, customer: hint({ ref: "77", email: null }) }));
      await see(test, T0, orderSnapshot(), shipmentSnapshot(), scanSnapshot());
      await send(test, T0);
      await handleTimers(test.store, test.shopId, T0 + 8 * DAY, 10);
      const consents = [{ channel: "email" as const, granted: false, at: T0 + 8 * DAY, source: "shop" }];
      await see(test, T0 + 8 * DAY, account({ createdAt: T0 - 90 * DAY, version: { at: T0 + 8 * DAY, rank: 0, digest: "d" }, consents }));
      const profiles = await test.profiles();
      expect(profiles).toMatchObject([{ emails: ["ada@example.com"], consent: { email: { granted: false } } }]);
      expect((await test.messages()).find((message) => message.content === "welcome.howto")).toMatchObject({ status: "stopped", profileId: profiles[0]?.id });
      expect(new Set((await test.decisions()).map((one) => one.profileId))).toEqual(new Set([profiles[0]?.id]));
    });

    it("holds marketing while a ticket is open, in one row however often it is looked at, and goes on at once when it is solved", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot(), shipmentSnapshot(), scanSnapshot());
      await send(test, T0);
      const profileId = (await test.profiles())[0]?.id ?? "";
      const tell = (event: CanonicalEvent): Promise<void> => handleEvents(test.store, test.shopId, [{ profileId, event }], event.at);
      await tell({ key: "opened", type: "ticket.opened", at: T0 + 5 * DAY, data: { ticketRef: "9", subject: null, orderRef: "1001" } });
      const held = async (): Promise<number> => (await test.decisions()).filter((one) => one.rule === "open_issue").length;
      for (const hours of [0, 30]) await handleTimers(test.store, test.shopId, T0 + 8 * DAY + hours * HOUR, 10);
      const first = await held();
      expect(first).toBeGreaterThan(0);
      for (const hours of [55, 66]) await handleTimers(test.store, test.shopId, T0 + 8 * DAY + hours * HOUR, 10);
      expect((await test.messages()).map((message) => message.content)).toEqual(["welcome.first"]);
      expect(await held()).toBe(first);
      expect((await test.events()).filter((one) => one.key.startsWith("decision:"))).toHaveLength(first);
      await tell({ key: "solved", type: "ticket.solved", at: T0 + 11 * DAY, data: { ticketRef: "9", orderRef: "1001" } });
      // The day's one message: the others keep the distance.
      expect(await test.messages()).toHaveLength(2);
    });

    it("takes an event once, however often it is told", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot());
      const profileId = (await test.profiles())[0]?.id ?? "";
      const event = { key: "s1", type: "survey.answered", at: T0, data: { question: "arrived", answer: "yes", orderRef: "1001" } } as const;
      await Promise.all([1, 2, 3].map(() => handleEvents(test.store, test.shopId, [{ profileId, event }, { profileId, event }], T0)));
      expect((await test.events()).filter((one) => one.key === "s1")).toHaveLength(1);
    });

    it("leaves events about a customer who is gone alone", async () => {
      const test = await make();
      const event = { key: "s2", type: "survey.answered", at: T0, data: { question: "arrived", answer: "yes", orderRef: null } } as const;
      await handleEvents(test.store, test.shopId, [{ profileId: "00000000-0000-8000-8000-000000000000", event }], T0);
      expect(await test.events()).toEqual([]);
    });

    it.each([
      ["a guest order and a later account", [orderSnapshot(), account()]],
      ["an account and a later guest order", [account(), orderSnapshot()]],
    ] as const)("makes one profile of %s with the same e-mail address", async (_name, snapshots) => {
      const test = await make();
      for (const snapshot of snapshots) await see(test, T0, snapshot);
      expect(await test.profiles()).toMatchObject([{ refs: ["77"], emails: ["ada@example.com"], counts: { orders: 1 } }]);
    });

    it.each([false, true])("merges two profiles when an account joins them (other way round: %s), records it, and moves everything", async (reversed) => {
      const test = await make();
      const byMail = orderSnapshot({ ref: "1", placedAt: T0 - 90 * DAY });
      const byPhone = orderSnapshot({ ref: "2", placedAt: T0 - 30 * DAY, customer: hint({ email: null, phone: "+447700900123" }) });
      for (const snapshot of reversed ? [byPhone, byMail] : [byMail, byPhone]) await see(test, T0, snapshot);
      expect(await test.profiles()).toHaveLength(2);
      await see(test, T0, account({ customer: hint({ ref: "77", phone: "+447700900123" }) }));
      const profiles = await test.profiles();
      expect(profiles).toMatchObject([{ refs: ["77"], emails: ["ada@example.com"], phones: ["+447700900123"], counts: { orders: 2 }, spend: { GBP: 8400 } }]);
      const events = await test.events();
      expect(events.filter((event) => /^profile:.*:merged:/.test(event.key))).toHaveLength(1);
      expect(new Set(events.map((event) => event.profileId))).toEqual(new Set([profiles[0]?.id]));
    });

    it("keeps people apart who share a phone number but not an e-mail address", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot({ ref: "1", customer: hint({ phone: "+447700900123" }) }));
      await see(test, T0, orderSnapshot({ ref: "2", customer: hint({ phone: "+447700900123", email: "son@example.com" }) }));
      expect((await test.profiles()).map((profile) => profile.emails).sort()).toEqual([["ada@example.com"], ["son@example.com"]]);
    });

    it("gives an order that names nobody a profile, and its customer when a later snapshot names one", async () => {
      const test = await make();
      await see(test, T0, orderSnapshot({ customer: hint({ email: null, firstName: null, lastName: null }) }));
      expect(await test.profiles()).toMatchObject([{ emails: [], counts: { orders: 1 } }]);
      await see(test, T0, orderSnapshot({ version: { at: T0 + 1, rank: 2, digest: "z" } }));
      expect(await test.profiles()).toMatchObject([{ emails: ["ada@example.com"], counts: { orders: 1 } }]);
    });

    it("keeps nothing of a unit of work that fails", async () => {
      const test = await make();
      if (name.startsWith("memory")) return; // One process, one copy: there is nothing to roll back to.
      const broken = test.store.transaction(test.shopId, async (tx) => {
        const work = await tx.load(needsOf([orderSnapshot()]));
        handleSnapshot(work, orderSnapshot(), T0, T0);
        await tx.save(work, T0);
        throw new Error("half way");
      });
      await expect(broken).rejects.toThrow("half way");
      expect([await test.profiles(), await test.events(), await test.messages()]).toEqual([[], [], []]);
    });
  });
}
