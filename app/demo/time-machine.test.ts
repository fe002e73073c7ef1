import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tellApp } from "#test/demo-tell.ts";
import { testDatabase } from "#test/database.ts";
import { openDoor } from "#test/door.ts";
import type { Door } from "#test/door.ts";
import { startSmtp } from "#test/smtp.ts";
import type { TestSmtp } from "#test/smtp.ts";
import { DAY } from "../core/shared/instant.ts";
import { localTime } from "../core/shared/local-time.ts";
import { DemoClock } from "./clock.ts";
import { extendFuture } from "./future.ts";
import { CALL_TOPIC } from "./life/call.ts";
import { FUTURE, liveStore } from "./history/seed.ts";
import { DEMO_STORES } from "./stores/index.ts";
import { timeMachine } from "./time-machine.ts";
import type { TimeMachine } from "./time-machine.ts";

const NOW = Date.UTC(2026, 10, 22, 9);

describe("time machine", async () => {
  const { prisma, url } = await testDatabase();
  let smtp: TestSmtp;
  let door: Door;
  let clock: DemoClock;
  let machine: TimeMachine;
  const errors: unknown[] = [];

  beforeAll(async () => {
    for (const store of DEMO_STORES) await (await liveStore(store, { apiKey: store.id, writeKey: `write ${store.id}`, webhookSecret: `secret of ${store.id}` }, NOW, 30 * DAY, 50 * DAY)).write(url);
    smtp = await startSmtp();
    ({ clock } = await DemoClock.open(prisma, NOW));
    door = await openDoor(prisma, { now: () => clock.now(), worker: true, email: { smtpUrl: smtp.url, from: "shops@example.com" } });
    machine = timeMachine({ app: door.app, clock, address: door.url, tell: tellApp(door.app, (shopId) => shopId), onError: (error) => errors.push(error) });
  });
  afterAll(async () => {
    await machine.stop();
    await door.close();
    await smtp.close();
  });

  it("does all that falls due on the way, each thing in its own half hour", async () => {
    const target = clock.now() + 2 * DAY;
    const { moved } = await machine.advance(2);
    expect(machine.busy()).toBeNull();
    expect(clock.now()).toBeGreaterThanOrEqual(target);
    expect(clock.now()).toBeLessThan(target + 60_000);
    const planned = await prisma.demoWebhook.findMany({ where: { at: { lte: new Date(target) } } });
    const due = planned.filter(({ topic }) => topic !== CALL_TOPIC);
    const calls = planned.filter(({ topic }) => topic === CALL_TOPIC).map(({ body }) => `api:${(JSON.parse(body) as { messageId: string }).messageId}`);
    expect(calls.length).toBeGreaterThan(3);
    const told = new Set((await prisma.event.findMany({ where: { key: { startsWith: "api:" } }, select: { key: true } })).map(({ key }) => key));
    expect(calls.filter((key) => !told.has(key))).toEqual([]);
    expect(due.length).toBeGreaterThan(10);
    expect(planned.filter((webhook) => !webhook.sent)).toEqual([]);
    const arrived = await prisma.delivery.findMany({ where: { receivedAt: { gt: new Date(NOW) } } });
    expect(arrived.length).toBe(due.length);
    expect(arrived.filter((delivery) => !["processed", "unhandled"].includes(delivery.status))).toEqual([]);
    const late = due.map((webhook) => Math.min(...arrived.filter((delivery) => delivery.receivedAt >= webhook.at).map((delivery) => delivery.receivedAt.getTime() - webhook.at.getTime())));
    expect(Math.max(...late)).toBeLessThan(30 * 60_000);
    const sent = await prisma.message.findMany({ where: { sentAt: { gt: new Date(NOW) } } });
    expect(sent.filter((message) => message.channel === "email").length).toBe(smtp.mails.length);
    expect(moved).toBeGreaterThanOrEqual(planned.length + sent.length);
    expect(await prisma.message.count({ where: { status: { in: ["queued", "sending"] } } })).toBe(0);
    const profiles = new Map((await prisma.profile.findMany()).map((profile) => [profile.id, profile.state as { timeZone?: string | null }]));
    const hours = sent.filter((message) => message.class === "marketing").map((message) => localTime(message.sentAt?.getTime() ?? 0, profiles.get(message.profileId)?.timeZone ?? "UTC").hour);
    expect(hours.filter((hour) => hour < 9 || hour >= 21)).toEqual([]);
  });

  it.each(DEMO_STORES.map((store) => store.id))("places an order in %s that is thanked for, and arrives in the days to come", async (shopId) => {
    const { orderNumber } = await machine.placeOrder(shopId);
    await door.app.work.drain();
    const order = await prisma.order.findFirst({ where: { shopId, number: orderNumber } });
    expect(order?.profileId).toEqual(expect.any(String));
    const message = await prisma.message.findFirst({ where: { shopId, orderRef: order?.ref ?? "" } });
    expect(message).toMatchObject({ class: "transactional", recipient: expect.stringMatching(/@example\.com$/) });
    expect(await prisma.demoWebhook.count({ where: { shopId, sent: false, body: { contains: String(order?.ref) } } })).toBeGreaterThan(0);
  });

  it("writes the stores' lives further before they end", async () => {
    const last = async () => (await prisma.demoWebhook.aggregate({ _max: { at: true } }))._max.at?.getTime() ?? 0;
    const before = await last();
    await extendFuture(prisma, before - 10 * DAY);
    expect(await last()).toBeGreaterThan(before + FUTURE - 20 * DAY);
    const after = await prisma.demoWebhook.count();
    await extendFuture(prisma, before - 10 * DAY);
    expect(await prisma.demoWebhook.count()).toBe(after);
  });

  it("had nothing to complain of", () => expect(errors).toEqual([]));
});
