import { afterAll, beforeEach, expect, test } from "vitest";
import { DAY } from "#app/core/shared/instant.ts";
import { createForgetting } from "#app/forget.server.ts";
import { deliver } from "#app/engine/deliver.ts";
import type { Send } from "#app/engine/deliver.ts";
import { handleSnapshot, needsOf } from "#app/engine/handle-snapshot.ts";
import { keepContent } from "#app/models/message-sources.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { postgresStore } from "#app/models/store/index.ts";
import { createEmailChannel } from "#app/channels/email/send.ts";
import { sender } from "#app/send.server.ts";
import { testDatabase } from "./database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "./door.ts";
import { everyRow, findWords } from "./every-row.ts";
import { startSmtp } from "./smtp.ts";

const { prisma: db } = await testDatabase();
const smtp = await startSmtp();
afterAll(smtp.close);
const { app } = await openDoor(db);
const store = postgresStore(db);
const email = createEmailChannel({ smtpUrl: smtp.url, from: "mail@example.com" });
afterAll(() => email.close());
const send = sender(db, { email } as never, { url: "http://localhost", secret: app.secret }, () => NOW);
const forgetting = createForgetting({ db, farewell: app.platforms.farewell, backtests: app.backtests, forgetFiles: async () => undefined, now: () => NOW, onNotice: () => undefined });
const ADA = { ref: "c1", email: "ada@example.com", phone: null, orderRefs: [] };
const erase = () => forgetting.erasePerson("a", ADA, async () => undefined);
const uninstall = () => forgetting.uninstall("a");
const deliverBy = (by: Send) => deliver(store, "a", by, () => null, () => NOW, 10, 1);
const WORDS = ["ada@example", "lovelace"];

beforeEach(async () => {
  smtp.mails.length = 0;
  for (const table of (await everyRow(db)).keys()) if (!table.startsWith("_")) await db.$executeRawUnsafe(`TRUNCATE "${table}"`);
  await addShop(db, "a", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", NOW - 1000)], NOW);
});

test.each([["erased", erase], ["uninstalled", uninstall]])("a message in the hands of a sender does not leave once its customer or shop is %s", async (rule, end) => {
  const outcomes: unknown[] = [];
  await deliverBy(async (shopId, message) => {
    await end();
    const outcome = await send(shopId, message);
    outcomes.push(outcome);
    return outcome;
  });
  expect(outcomes).toMatchObject([{ kind: "stopped", rule }]);
  expect(smtp.mails).toEqual([]);
  expect((await db.message.findMany()).map((row) => row.status)).toEqual(rule === "erased" ? [] : ["stopped"]);
  if (rule === "erased") expect(await findWords(db, WORDS)).toEqual([]);
});

test.each([["erased", erase], ["uninstalled", uninstall]])("nor when that happens between its writing and its hand-over: %s", async (_rule, end) => {
  await deliverBy(async (shopId, message) => {
    await end();
    expect(await keepContent(db, shopId, message, { subject: "s", html: "<p>Ada Lovelace</p>", text: "Ada Lovelace" })).toBe(false);
    return { kind: "taken_over" };
  });
  expect((await db.message.findMany()).map((row) => [row.status, row.text])).toEqual(_rule === "erased" ? [] : [["stopped", null]]);
});

test("an answer that comes after the erasure brings nothing back", async () => {
  await deliverBy(async (shopId, message) => {
    await keepContent(db, shopId, message, { subject: "s", html: "<p>Ada Lovelace</p>", text: "Ada Lovelace" });
    await erase();
    return { kind: "sent", response: "250" };
  });
  expect(await db.event.count()).toBe(0);
  expect(await findWords(db, WORDS)).toEqual([]);
});

test("a second try that had its content kept is stopped when the shop leaves, and is no one's unfinished business", async () => {
  await db.message.updateMany({ data: { subject: "s", html: "<p>h</p>", text: "t" } });
  await deliverBy(async (shopId, message) => {
    await uninstall();
    return send(shopId, message);
  });
  expect(smtp.mails).toEqual([]);
  expect(await db.message.findFirst()).toMatchObject({ status: "stopped", reason: "The shop had removed Afterglow." });
  expect(await db.decision.findFirst({ where: { messageId: { not: null } } })).toMatchObject({ outcome: "drop", rule: "uninstalled" });
});

test("a worker that holds the customer writes nothing back: the erasure waits for it, and takes what it wrote", async () => {
  let erased: Promise<void> | undefined;
  await store.transaction("a", async (tx) => {
    const update = sampleOrder("1001", NOW - 1000, { version: { at: NOW, rank: 2, digest: "b" }, number: "#1001-edited" });
    const other = sampleOrder("1002", NOW - 500);
    const work = await tx.load(needsOf([update, other]));
    erased = erase();
    for (const snapshot of [update, other]) handleSnapshot(work, snapshot, NOW, NOW);
    await tx.save(work, NOW);
  });
  await erased;
  expect(await findWords(db, WORDS)).toEqual([]);
  expect([await db.profile.count(), await db.order.count(), await db.enrollment.count(), await db.message.count(), await db.event.count(), await db.identity.count()]).toEqual([0, 0, 0, 0, 0, 0]);
});

test("somebody who shares only a telephone number, or an order's address, is somebody else", async () => {
  const phone = "+14155550100";
  await takeIn(db, "a", [
    sampleOrder("2001", NOW, { customer: { ref: "c2", email: "bo@example.com", phone, firstName: "Bo", lastName: "Brother", locale: null, address: null } }),
    sampleOrder("2002", NOW, { customer: { ref: "c1", email: "ada@example.com", phone, firstName: "Ada", lastName: "Lovelace", locale: null, address: null } }),
  ], NOW + DAY);
  await forgetting.erasePerson("a", { ...ADA, phone, orderRefs: ["2002"] }, async () => undefined);
  expect((await db.profile.findMany()).map((row) => row.name)).toEqual(["Bo Brother"]);
  expect((await db.order.findMany()).map((row) => row.ref)).toEqual(["2001"]);
});

test("an order that was edited to name the person goes, and whose it was stays", async () => {
  const bo = { ref: "c2", email: "bo@example.com", phone: null, firstName: "Bo", lastName: "Brother", locale: null, address: null };
  const ada = { ref: "c1", email: "ada@example.com", phone: null, firstName: "Ada", lastName: "Lovelace", locale: null, address: null };
  await takeIn(db, "a", [sampleOrder("2001", NOW, { customer: bo }), sampleOrder("2001", NOW, { customer: ada, version: { at: NOW + 1, rank: 1, digest: "b" } }), sampleOrder("2003", NOW, { customer: bo })], NOW + DAY);
  const { profileId } = await db.identity.findFirstOrThrow({ where: { value: "ada@example.com" } });
  await forgetting.erasePerson("a", { ref: null, email: null, phone: null, orderRefs: [], profileId }, async () => undefined);
  expect(await findWords(db, WORDS)).toEqual([]);
  expect((await db.profile.findMany()).map((row) => row.name)).toEqual(["Bo Brother"]);
  expect((await db.order.findMany()).map((row) => row.ref)).toEqual(["2003"]);
});

test("a merged customer is erased whole, whichever of the names is given", async () => {
  const guest = { ref: null, email: "ada@work.example", phone: null, firstName: "Ada", lastName: "Lovelace", locale: null, address: null };
  await takeIn(db, "a", [sampleOrder("3001", NOW, { customer: guest }), sampleOrder("3002", NOW + 1, { customer: { ...guest, ref: "c1" } })], NOW + DAY);
  expect(await db.profile.count({ where: { mergedInto: { not: null } } })).toBe(1);
  await forgetting.erasePerson("a", { ref: null, email: "Ada@Work.example", phone: null, orderRefs: [] }, async () => undefined);
  expect([await db.profile.count(), await db.order.count(), await db.identity.count(), await db.event.count()]).toEqual([0, 0, 0, 0]);
  expect(await findWords(db, [...WORDS, "ada@work"])).toEqual([]);
});
