import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW } from "#test/door.ts";
import type { CustomerHint, OrderSnapshot, RefundSnapshot } from "../../core/event/snapshot.ts";
import { DAY } from "../../core/shared/instant.ts";
import { referralsOf } from "../referral.ts";
import { listTasks } from "../task.ts";
import { sampleOrder, takeIn } from "../testing.ts";

const { prisma: db } = await testDatabase();
const CODE = "ABC234";
let ada = "";

const someone = (name: string, ref: string): CustomerHint => ({
  ref, email: `${name}@example.com`, phone: null, firstName: name, lastName: name, locale: "en", address: { country: "GB", province: null, city: "London", postcode: null },
});
const referred = (ref: string, name: string, day: number, over: Partial<OrderSnapshot> = {}): OrderSnapshot =>
  sampleOrder(ref, NOW - (30 - day) * DAY, { customer: someone(name, `c-${name}`), codes: ["OTHER", CODE], place: `door-${name}`, ...over });
const see = (...snapshots: Parameters<typeof takeIn>[2]) => takeIn(db, "a", snapshots, NOW);
const told = async () => (await db.event.findMany({ where: { type: { startsWith: "referral." } }, orderBy: { key: "asc" } })).map((event) => [event.type, event.profileId]);
const rewards = async () => (await db.action.findMany({ where: { kind: "reward" }, orderBy: { id: "asc" } })).map(({ status, detail, reason }) => [(detail as { side: string }).side, status, reason]).sort();

beforeEach(async () => {
  await db.$executeRaw`truncate shop, profile, "order", event, identity, enrollment, message, decision, journey, journey_version, action, referral cascade`;
  await addShop(db, "a", "shopify");
  await see(sampleOrder("1", NOW - 60 * DAY, { place: "door-ada" }));
  ada = (await db.profile.findFirstOrThrow()).id;
  await db.action.create({ data: { id: crypto.randomUUID(), shopId: "a", profileId: ada, enrollmentId: crypto.randomUUID(), kind: "referral_code", detail: {}, made: CODE, status: "pending", createdAt: new Date(NOW) } });
});

test("a friend's order earns both sides a reward that waits for a person, once", async () => {
  for (let time = 0; time < 2; time++) await see(referred("2", "bob", 1));
  expect(await told()).toEqual([["referral.converted", ada]]);
  expect(await rewards()).toEqual([["friend", "pending", null], ["recommender", "pending", null]]);
  const tasks = (await listTasks(db, "a", null, 10)).rows;
  expect(tasks.map(({ customer, orderRef }) => [customer, orderRef]).sort()).toEqual([["Ada Lovelace", "2"], ["bob bob", "2"]]);
  expect(await referralsOf(db, "a", ada, 10)).toMatchObject([{ code: CODE, orderRef: "2", status: "converted" }]);
});

test("a refund that comes by itself later takes back what is not granted yet", async () => {
  await see(referred("2", "bob", 1));
  await db.action.updateMany({ where: { kind: "reward", detail: { path: ["side"], equals: "friend" } }, data: { status: "done", doneAt: new Date(NOW) } });
  const refund: RefundSnapshot = { kind: "refund", ref: "r", orderRef: "2", at: NOW - DAY, amount: 2500, currency: "USD", reason: null };
  await see(refund, refund);
  expect((await told()).map(([type]) => type)).toEqual(["referral.converted", "referral.refused"]);
  expect(await rewards()).toEqual([["friend", "done", "The friend's order was refunded."], ["recommender", "failed", "The friend's order was refunded."]]);
});

test("an earlier order of the friend's that arrives late takes it back", async () => {
  await see(referred("2", "bob", 5));
  await see(referred("0", "bob", 1, { codes: [], place: null }));
  expect(await referralsOf(db, "a", ada, 10)).toMatchObject([{ status: "refused", reason: expect.stringContaining("ordered before") }]);
});

test("a recommended order to the same door that was placed earlier and arrives later changes places with the other", async () => {
  await see(referred("3", "carl", 9, { place: "one door" }));
  await see(referred("2", "bob", 5, { place: "one door" }));
  expect((await referralsOf(db, "a", ada, 10)).map(({ orderRef, status }) => [orderRef, status])).toEqual([["2", "converted"], ["3", "refused"]]);
});

test("two orders to one door at the same moment, on two workers: one of them counts", async () => {
  await Promise.all([see(referred("2", "bob", 5, { place: "one door" })), see(referred("3", "carl", 5, { place: "one door" }))]);
  expect((await referralsOf(db, "a", ada, 10)).map(({ orderRef, status }) => [orderRef, status])).toEqual([["2", "converted"], ["3", "refused"]]);
});

test("when friend and recommender turn out to be one, it was a recommendation to oneself", async () => {
  await see(referred("2", "bob", 5));
  await see(sampleOrder("9", NOW - DAY, { customer: { ...someone("bob", "c1"), email: "bob@example.com" }, codes: [] }));
  const [row] = await db.referral.findMany();
  expect(row).toMatchObject({ status: "refused", reason: expect.stringContaining("belongs to") });
  expect(row?.friendId).toBe(row?.profileId);
});

test("another shop's code is nobody's here", async () => {
  await addShop(db, "b", "shopify");
  await takeIn(db, "b", [referred("2", "bob", 1)], NOW);
  expect(await db.referral.count()).toBe(0);
});
