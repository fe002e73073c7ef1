import { expect, test } from "vitest";
import type { Enrollment } from "#app/core/journey/enrollment.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW } from "#test/door.ts";
import { readMessageSources } from "./message-sources.ts";
import { sampleOrder, takeIn } from "./testing.ts";

const { prisma: db } = await testDatabase();
await addShop(db, "a", "shopify");
await addShop(db, "b", "shopify");

const line = (ref: string, title: string) => ({ ref: `l-${ref}`, productRef: ref, sku: null, title, quantity: 1, total: 500, imageUrl: `https://cdn.example.com/${ref}.png` });
await takeIn(db, "a", [
  sampleOrder("1", NOW - 90 * DAY, { lines: [line("tea", "Green tea"), line("cup", "Cup")] }),
  sampleOrder("2", NOW - 60 * DAY, { lines: [line("tea", "Green tea")] }),
  sampleOrder("3", NOW - 30 * DAY, { lines: [line("tea", "Green tea"), line("cup", "Cup"), line("towel", "Towel")] }),
], NOW);
const profile = await db.profile.findFirstOrThrow({ where: { shopId: "a" } });
const state = (ref: string, title: string, inStock: boolean | null = null) => ({ ref, title, sku: null, imageUrl: `https://cdn.example.com/${ref}.png`, price: null, inStock, version: null });
for (const [ref, title, inStock] of [["honey", "Honey", true], ["kettle", "Kettle", false], ["spoon", "Spoon", null]] as const) {
  await db.product.create({ data: { shopId: "a", ref, title, state: state(ref, title, inStock) } });
}
await db.product.create({ data: { shopId: "b", ref: "secret", title: "Another shop's", state: state("secret", "Another shop's") } });
const stats = (buyers: number) => ({ gaps: { n: 5, meanLog: 3, varLog: 0.1 }, buyers, repeatBuyers: 5 });
await db.$executeRaw`UPDATE shop SET stats = ${JSON.stringify({ products: { tea: stats(99), kettle: stats(50), secret: stats(45), honey: stats(40), spoon: stats(10) } })}::jsonb WHERE id = 'a'`;

const read = (over: { orderRef?: string | null; enrollmentId?: string | null } = {}, shopId = "a") => readMessageSources(db, shopId, { profileId: profile.id, orderRef: null, enrollmentId: null, step: null, ...over });
const view = (shopId: string, profileId: string, productRef: string | null, at: number) =>
  db.event.create({ data: { shopId, profileId, key: `view:${crypto.randomUUID()}`, type: "page.viewed", at: new Date(at), data: { page: "product", orderRef: null, productRef }, recordedAt: new Date(at) } });

test("names what the customer bought most, and suggests what others buy again, is not bought yet and can be had", async () => {
  const sources = await read();
  expect(sources?.facts).toMatchObject({ favourites: ["Green tea", "Cup", "Towel"], next: { title: "Honey", imageUrl: "https://cdn.example.com/honey.png" }, product: null, made: {}, sent: [] });
});

test("knows the product of an order of one, and of no order of several", async () => {
  expect((await read({ orderRef: "2" }))?.facts.product).toMatchObject({ title: "Green tea", imageUrl: "https://cdn.example.com/tea.png", runOutAt: null });
  expect((await read({ orderRef: "3" }))?.facts.product).toBeNull();
});

test("what was looked at and not bought: the latest first, each once, this customer's alone", async () => {
  await db.$executeRaw`UPDATE profile SET state = jsonb_set(state, '{activity}', ${JSON.stringify({ "page.viewed:product": [[NOW, 5]] })}::jsonb) WHERE id = ${profile.id}::uuid`;
  const other = crypto.randomUUID();
  for (const [ref, at] of [["spoon", 1], ["honey", 2], ["spoon", 3], ["tea", 4], ["gone", 5], ["secret", 6]] as const) await view("a", profile.id, ref, NOW + at);
  await view("a", other, "kettle", NOW + 9);
  await view("a", profile.id, null, NOW + 10);
  expect((await read())?.facts.viewed).toEqual(["Spoon", "Honey"]);
});

test("carries the walk's own words, its product, and what it has sent", async () => {
  const { id: enrollmentId } = await db.enrollment.findFirstOrThrow({ where: { shopId: "a" } });
  const row = await db.enrollment.findUniqueOrThrow({ where: { id: enrollmentId } });
  const walk = row.state as unknown as Enrollment;
  const changed = { ...walk, productRef: "tea", walk: { ...walk.walk, sent: 1, made: { referralCode: "7GQ4XM", cashback: "store credit" } } };
  await db.enrollment.update({ where: { id: enrollmentId }, data: { state: changed } });
  await db.message.deleteMany({ where: { enrollmentId } });
  const message = { shopId: "a", profileId: profile.id, enrollmentId, channel: "email", class: "marketing", locale: "en", recipient: "ada@example.com", createdAt: new Date(NOW), messageIdHeader: "<x>" };
  await db.message.createMany({ data: [{ ...message, id: crypto.randomUUID(), content: "referral.ask_cashback", status: "sent" }, { ...message, id: crypto.randomUUID(), content: "referral.ask_vip", status: "stopped" }] });
  const facts = (await read({ orderRef: "3", enrollmentId }))?.facts;
  expect(facts).toMatchObject({ product: { title: "Green tea" }, made: { referralCode: "7GQ4XM", cashback: "store credit" }, sent: ["referral.ask_cashback"] });
});

test("another shop reads none of it", async () => {
  expect(await read({}, "b")).toBeNull();
});
