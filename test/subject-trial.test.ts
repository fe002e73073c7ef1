/** A subject on trial, live on PostgreSQL: from the merchant's form to the customers' inboxes, what is learnt of it, and its end. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { trialsOf } from "#app/core/journey/catalog/subject-trial.ts";
import type { Definition } from "#app/core/journey/definition.ts";
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { doToSubject } from "#app/subject-actions.server.ts";
import { journeyTrials } from "#app/journey-subjects.server.ts";
import { findShop } from "#app/models/installed-shop.ts";
import { listJourneys } from "#app/models/journey.ts";
import { learnedArms } from "#app/models/learned-arms.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { testDatabase } from "./database.ts";
import { addShop, CAPTURE_TIME as START, openDoor } from "./door.ts";
import { startSmtp } from "./smtp.ts";

const { prisma: db } = await testDatabase();
const smtp = await startSmtp();
afterAll(smtp.close);
let now = START;
const { app } = await openDoor(db, { now: () => now, email: { smtpUrl: smtp.url, from: "mail@example.com" } });
const EVIL = "Ten % off & <b>you</b>, {{ customer.firstName }}: {{ order.number }}";

async function change(form: Record<string, string>) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ step: "thanks_first", ...form })) data.set(name, value);
  return doToSubject(app, "a", "welcome", data);
}

async function buy(first: number, count: number): Promise<void> {
  for (let person = first; person < first + count; person++) {
    const customer = { ...sampleOrder("1", now).customer, ref: `c${person}`, email: `c${person}@example.com`, firstName: `Name${person}` };
    await takeIn(db, "a", [sampleOrder(String(1000 + person), now, { customer })], now);
  }
  await app.work.drain();
}

async function current(): Promise<Definition> {
  const { version } = await db.journey.findUniqueOrThrow({ where: { shopId_key: { shopId: "a", key: "welcome" } } });
  return (await db.journeyVersion.findUniqueOrThrow({ where: { shopId_key_version: { shopId: "a", key: "welcome", version } } })).definition as unknown as Definition;
}

const messages = () => db.message.findMany({ where: { shopId: "a", content: "welcome.first" }, orderBy: { createdAt: "asc" } });

beforeAll(() => addShop(db, "a", "shopify"));

test("customers get different subjects, escaped and filled, and the decision says which by what chance", async () => {
  expect(await change({ do: "try_subject", version: "1", "subject-2-en": EVIL })).toMatchObject({ at: "subject", failed: false, said: expect.stringContaining("version 2") });
  await buy(1, 10);
  const rows = await messages();
  const trial = trialsOf(await current())[0];
  expect(rows.map(({ status }) => status)).toEqual(Array(10).fill("sent"));
  const [ours, theirs] = (trial?.arms ?? []).map((arm) => rows.filter(({ step }) => step === arm.step));
  expect([ours?.length, theirs?.length].every((count) => Number(count) > 0)).toBe(true);
  for (const { subject } of ours ?? []) expect(subject).toMatch(/^Thank you for your order #10\d\d, Name\d+$/);
  const mails = await smtp.waitFor(10);
  for (const row of theirs ?? []) {
    const person = Number(row.orderRef) - 1000;
    expect(row.subject).toBe(`Ten % off & <b>you</b>, Name${person}: #${row.orderRef}`);
    const mail = mails.find(({ to }) => to[0] === row.recipient);
    expect(mail?.parsed.subject).toBe(row.subject);
    expect(mail?.parsed.html).toContain("This is your first order with us");
    const decision = await db.decision.findFirstOrThrow({ where: { messageId: row.id } });
    expect(decision).toMatchObject({ outcome: "send", step: row.step, probability: 0.5 });
    const walk = await db.enrollment.findUniqueOrThrow({ where: { id: row.enrollmentId ?? "" } });
    expect((walk.state as { trail: { note: string }[] }).trail.map(({ note }) => note)).toContain(`Which subject: Welcome and thanks: “${EVIL}”`);
  }
  const { steps } = (await listJourneys(db, "a")).find(({ key }) => key === "welcome") ?? { steps: {} as Record<string, string> };
  expect(steps[theirs?.[0]?.step ?? ""]).toBe(`Welcome and thanks: “${EVIL}”`);
});

test("what is clicked in that e-mail within its week tells, and nothing else does", async () => {
  const trial = trialsOf(await current())[0];
  const variant = trial?.arms[1];
  const rows = await messages();
  const clicked = rows.find(({ step }) => step === variant?.step);
  if (!trial || !variant || !clicked) throw new Error("nobody got it");
  now += HOUR;
  const click = (row: typeof clicked, at: number, key: string) => app.record("a", [{ profileId: row.profileId, event: { key, type: "message.clicked", at, data: { messageId: row.id, enrollmentId: row.enrollmentId, step: row.step, channel: "email", class: "transactional", url: "https://example.com" } as never } }]);
  await click(clicked, now, "k1");
  await click(rows.find(({ step }) => step === "thanks_first") ?? clicked, START + 8 * DAY, "k2");
  const shop = await findShop(db, "a");
  if (!shop) throw new Error("no shop");
  now = START + 9 * DAY;
  const [words] = await journeyTrials(db, shop, "welcome", await current(), now);
  const n = rows.filter(({ step }) => step === variant.step).length;
  expect(words?.arms.map(({ counts }) => counts)).toEqual([`Of ${10 - n} customers who got it, 0 % clicked in it within 7 days.`, `Of ${n} customers who got it, ${Math.round(1000 / n) / 10} % clicked in it within 7 days.`]);
  expect(words).toMatchObject({ waiting: null, arms: [{ share: "50 % of customers get it now.", verdict: null }, { verdict: expect.stringMatching(/^Not enough yet/), tone: "open" }] });
  const arms = (await learnedArms(db, "a", now)).arms?.[`welcome/${trial.split}`];
  expect(Object.keys(arms ?? {})).toEqual(trial.arms.map(({ id }) => id));
  expect(arms?.[variant.id]).toBeGreaterThan(0.5);
});

test("who is on the journey comes along, keeps their step, and finishes with the subject that was kept", async () => {
  const kept = trialsOf(await current())[0]?.arms[1]?.id ?? "";
  expect(await change({ do: "end_subject", version: "2", keep: kept, along: "on" })).toMatchObject({ at: "trial", failed: false, said: expect.stringContaining("10 people came along") });
  expect(await db.enrollment.count({ where: { shopId: "a", status: "active", version: 3 } })).toBe(10);
  const definition = await current();
  expect(trialsOf(definition)).toEqual([]);
  expect(definition.steps["thanks_first"]).toMatchObject({ subjects: { en: EVIL } });
  const before = (await messages()).length;
  await buy(20, 3);
  expect((await messages()).slice(before).map(({ step, subject }) => [step, subject?.slice(0, 5)])).toEqual(Array.from({ length: 3 }, () => ["thanks_first", "Ten %"]));
});

test("a message that was decided before its walk moved still says what was drawn", async () => {
  await change({ do: "try_subject", version: "3", "subject-2-en": "Later, {{ shop.name }}" });
  const variant = trialsOf(await current())[0]?.arms[1];
  smtp.behave("refuse-now");
  await buy(40, 8);
  const waiting = (await messages()).filter(({ step, status }) => step === variant?.step && status === "queued");
  expect(waiting.length).toBeGreaterThan(0);
  await change({ do: "end_subject", version: "4", keep: trialsOf(await current())[0]?.arms[0]?.id ?? "", along: "on" });
  smtp.behave("accept");
  now += 2 * HOUR;
  await app.work.drain();
  const sent = await db.message.findMany({ where: { id: { in: waiting.map(({ id }) => id) } } });
  for (const { status, subject } of sent) expect([status, subject]).toEqual(["sent", expect.stringMatching(/^Later, /)]);
});
