import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { createForgetting } from "#app/forget.server.ts";
import { takeInHistory } from "#app/engine/take-in.ts";
import { createLog } from "#app/log.server.ts";
import { addNotice } from "#app/models/notice.ts";
import { postgresStore } from "#app/models/store/index.ts";
import { shopifyBody } from "#connectors/shopify/fixtures.ts";
import { connectorFor } from "#connectors/registry.ts";
import { testDatabase } from "./database.ts";
import { openDoor } from "./door.ts";
import { everyRow, findWords, wordsIn } from "./every-row.ts";
import { FRIEND, live, MARKED, openStore, OTHER, send, shopifyStore, WORDS, wooStore } from "./forgotten-scene.ts";
import type { Store } from "./forgotten-scene.ts";
import { redisUrl } from "./redis.ts";
import { startSmtp } from "./smtp.ts";

const { prisma: db } = await testDatabase();
const smtp = await startSmtp();
afterAll(smtp.close);
const START = Date.UTC(2026, 2, 2, 15);
const clock = { now: START };
const logged: string[] = [];
const log = createLog({ level: "debug", stream: { write: (line: string) => logged.push(line) > 0 } as never });
for (const method of ["log", "info", "warn", "error"] as const) vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => void logged.push(parts.map(String).join(" ")));
const door = await openDoor(db, { now: () => clock.now, log, email: { smtpUrl: smtp.url, from: "mail@example.com" }, url: "http://localhost" });
const { app } = door;
const forgetting = createForgetting({ db, farewell: app.platforms.farewell, backtests: app.backtests, forgetFiles: async () => undefined, now: () => clock.now, onNotice: () => undefined });

const links = async (): Promise<string[]> => {
  const mail = smtp.mails.findLast(({ to }) => to[0] === MARKED.email.toLowerCase());
  return [...String(mail?.parsed.html ?? "").matchAll(/href="([^"]+)"/g)].map((match) => (match[1] as string).replaceAll("&amp;", "&"));
};
/** Rows of a shop's other customers, and of everything that is nobody's. */
async function rowsOfOthers(shopId: string): Promise<string[]> {
  const owners = (await db.identity.findMany({ where: { shopId, kind: "email", value: { in: [FRIEND.email, OTHER.email] } } })).map((row) => row.profileId);
  const about = [...owners, FRIEND.email, OTHER.email, `"${FRIEND.order}"`, `"${OTHER.order}"`];
  const rows: string[] = [];
  for (const [table, found] of await everyRow(db)) {
    for (const row of found) {
      const text = JSON.stringify(row, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value));
      // What came of a recommendation names both sides: told of apart.
      if (table === "referral" || (table === "action" && text.includes("recommender"))) continue;
      if (row["shop_id"] === shopId && about.some((one) => text.includes(one)) && !text.includes("referral.")) rows.push(`${table} ${text}`);
    }
  }
  return rows.sort();
}

async function eraseByNotice(store: Store): Promise<void> {
  await addNotice(db, store.shopId, crypto.randomUUID(), { kind: "erase_person", person: { ref: null, email: MARKED.email.toUpperCase(), phone: null, orderRefs: [] } }, "platform", clock.now);
  await app.work.drain();
}

describe.each([shopifyStore("a"), wooStore("b")])("a person of shop $shopId, by $address", (store) => {
  const { shopId } = store;
  let before: string[] = [];

  beforeAll(async () => {
    clock.now = START;
    await openStore(db, store);
    await live(db, door, store, clock, links);
    before = await rowsOfOthers(shopId);
  });

  it("is everywhere at first", async () => {
    const tables = new Set((await findWords(db, WORDS)).map((hit) => hit.split(".")[0]));
    expect([...tables]).toEqual(expect.arrayContaining(["account", "action", "delivery", "demo_webhook", "enrollment", "event", "identity", "message", "notice", "order", "profile", "pull", "referral"]));
    expect(await db.referral.count({ where: { shopId } })).toBe(2);
    expect((await db.message.findMany({ where: { shopId, recipient: MARKED.email.toLowerCase() } })).map((row) => row.status)).toContain("sent");
    expect((await db.delivery.groupBy({ by: ["status"], where: { shopId } })).map((row) => row.status)).toEqual(expect.arrayContaining(["failed", "quarantined"]));
    expect((await db.action.findMany({ where: { shopId, kind: "task" } })).map((row) => JSON.stringify(row.detail)).join()).toContain("copy of their data (request 17)");
    await app.backtests.start(shopId, "welcome");
    await expect.poll(() => app.backtests.state(shopId, "welcome").kind).toBe("done");
  });

  it("gets a copy of all of it, and nothing of anybody else", async () => {
    const { profileId } = await db.identity.findFirstOrThrow({ where: { shopId, kind: "email", value: MARKED.email.toLowerCase() } });
    const text = JSON.stringify(await app.forget.personData(shopId, profileId));
    expect(wordsIn(text, WORDS)).toEqual(WORDS);
    expect(wordsIn(text, [FRIEND.email, OTHER.email, `secret-${shopId}`, `salt-${shopId}`])).toEqual([]);
    expect(await app.forget.personData("another", profileId).catch(() => null)).toBeNull();
  });

  it("is nowhere once they are erased: not in any row, nor in the log", async () => {
    if (store.address === "/webhooks/shopify") {
      const body = shopifyBody({ shop_id: 1, shop_domain: "a.myshopify.com", customer: { id: MARKED.id, email: MARKED.email.toUpperCase(), phone: MARKED.phone }, orders_to_redact: [MARKED.order] });
      await send(door, store, "customers/redact", body);
    } else {
      const { profileId } = await db.identity.findFirstOrThrow({ where: { shopId, kind: "email", value: MARKED.email.toLowerCase() } });
      expect(await app.forget.requestErasure(shopId, profileId)).toBe(true);
    }
    await app.work.drain();
    expect(await findWords(db, WORDS)).toEqual([]);
    expect(wordsIn(logged.join("\n"), WORDS)).toEqual([]);
    expect(app.backtests.state(shopId, "welcome").kind).toBe("none");
    expect(await db.notice.count({ where: { shopId, kind: "erase_person", status: "done" } })).toBe(1);
  });

  it("leaves the others as they were, their rewards too, only without the order that is gone", async () => {
    expect(before.length).toBeGreaterThan(20);
    expect(await rowsOfOthers(shopId)).toEqual(before);
    const rewards = await db.action.findMany({ where: { shopId, kind: "reward" }, orderBy: { made: "asc" } });
    expect(rewards.map(({ status, orderRef, detail }) => [status, orderRef, (detail as { side: string; code: string }).side, (detail as { code: string }).code]).sort()).toEqual([["pending", null, "recommender", "R7BBRRRR"], ["pending", String(FRIEND.order), "friend", "Z7BBZZZZ"]]);
    const [told] = await db.event.findMany({ where: { shopId, type: "referral.converted" } });
    expect(told).toMatchObject({ data: { code: "R7BBRRRR", amount: 4200 } });
  });

  it("does not come back with a late webhook, or with what is fetched", async () => {
    const late = store.order(MARKED, START, { updatedAt: clock.now + HOUR });
    await send(door, store, store.topic.changed, late);
    await send(door, store, store.topic.customer, store.customer(MARKED, START));
    await send(door, store, store.topic.order, store.order(MARKED, START, { id: 880088, number: 880088, at: START - 90 * DAY }));
    await app.work.drain();
    const read = connectorFor(shopId === "a" ? "shopify" : "woocommerce")?.translate(store.topic.changed, late, clock.now, { currency: "USD", country: "US" });
    await takeInHistory(postgresStore(db), shopId, read?.kind === "snapshots" ? read.snapshots : [], clock.now);
    expect(read?.kind).toBe("snapshots");
    expect(await findWords(db, WORDS)).toEqual([]);
    expect((await db.delivery.findMany({ where: { shopId, receivedAt: new Date(clock.now), topic: { notIn: ["customers/redact"] } } })).map((row) => [row.status, row.body.length, row.reason?.slice(0, 6)])).toEqual([["unhandled", 0, "Erased"], ["unhandled", 0, "Erased"], ["unhandled", 0, "Erased"]]);
    expect(await rowsOfOthers(shopId)).toEqual(before);
  });

  it("begins anew with a new order", async () => {
    await send(door, store, store.topic.order, store.order(MARKED, clock.now + DAY, { id: 990099, number: 990099 }));
    await app.work.drain();
    const { profileId } = await db.identity.findFirstOrThrow({ where: { shopId, kind: "email", value: MARKED.email.toLowerCase() } });
    expect((await db.profile.findUniqueOrThrow({ where: { id: profileId } })).orders).toBe(1);
    expect(await findWords(db, ["770077", "gnome is broken", "device-zebra"])).toEqual([]);
    await eraseByNotice(store);
    expect(await findWords(db, WORDS)).toEqual([]);
  });
});

describe.skipIf(!redisUrl)("what waits in Redis, needs Redis", () => {
  it("never named anybody", async () => {
    clock.now = START;
    const redis = new Redis(redisUrl ?? "");
    const store = wooStore("queued");
    const prefix = `forgotten-${crypto.randomUUID()}`;
    const queued = await openDoor(db, { now: () => clock.now, log, redisUrl, redisPrefix: prefix, worker: true });
    await openStore(db, store);
    await send(queued, store, store.topic.order, store.order(MARKED, START));
    await queued.app.work.drain();
    const keys = await redis.keys(`*${prefix}*`);
    const dumps = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
    expect(keys.length).toBeGreaterThan(0);
    expect(wordsIn([...keys, ...dumps.map((dump) => dump?.toString("latin1") ?? "")].join("\n"), WORDS)).toEqual([]);
    await queued.close();
    redis.disconnect();
    await eraseByNotice(store);
  });
});

describe("an erasure that is cut short", () => {
  it("comes to the same end wherever it was, once it is begun again", async () => {
    let steps = Infinity;
    for (let cut = 0; cut < steps; cut++) {
      clock.now = START;
      const store = wooStore(`cut-${cut}`);
      await openStore(db, store);
      await live(db, door, store, clock, async () => []);
      const before = await rowsOfOthers(store.shopId);
      const hint = { ref: String(MARKED.id), email: null, phone: null, orderRefs: [] };
      let step = 0;
      const run = forgetting.erasePerson(store.shopId, hint, async () => {
        if (step++ === cut) throw new Error("cut");
      });
      if (await run.then(() => true, () => false)) steps = cut;
      else await forgetting.erasePerson(store.shopId, hint, async () => undefined);
      await forgetting.erasePerson(store.shopId, hint, async () => undefined);
      expect(await findWords(db, WORDS), `cut at step ${cut}`).toEqual([]);
      expect(await rowsOfOthers(store.shopId)).toEqual(before);
    }
    expect(steps).toBeGreaterThan(3);
  });
});
