/**
 * The five journeys side by side in one of the demo's stores: what customers do, by themselves and by the visitor's hand,
 * turns each of them, and the promises hold for everyone.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Happening } from "#app/context.ts";
import { isHeldOut } from "#app/core/decision/rules/holdout.ts";
import type { Enrollment } from "#app/core/journey/enrollment.ts";
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { DemoClock } from "#app/demo/clock.ts";
import { liveStore } from "#app/demo/history/seed.ts";
import { juniper } from "#app/demo/stores/juniper.ts";
import { timeMachine } from "#app/demo/time-machine.ts";
import type { TimeMachine } from "#app/demo/time-machine.ts";
import { findShop } from "#app/models/installed-shop.ts";
import { closeTask, listTasks } from "#app/models/task.ts";
import { action as surveyAction } from "#app/routes/s.$token.tsx";
import { testDatabase } from "./database.ts";
import { tellApp } from "./demo-tell.ts";
import { openDoor } from "./door.ts";
import type { Door } from "./door.ts";
import { startSmtp } from "./smtp.ts";
import type { TestSmtp } from "./smtp.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const shopId = juniper.id;
/** Says sorry, and helps; by a journey's own words it goes to whoever is reachable. */
const SUPPORTS = "review.recovery";

describe("the five journeys", async () => {
  const { prisma, url } = await testDatabase();
  let smtp: TestSmtp;
  let door: Door;
  let clock: DemoClock;
  let machine: TimeMachine;
  const errors: unknown[] = [];

  beforeAll(async () => {
    await (await liveStore(juniper, { apiKey: "key", writeKey: "write", webhookSecret: "secret" }, NOW, 240 * DAY, 60 * DAY, "salt")).write(url);
    smtp = await startSmtp();
    ({ clock } = await DemoClock.open(prisma, NOW));
    door = await openDoor(prisma, { now: () => clock.now(), worker: true, email: { smtpUrl: smtp.url, from: "shops@example.com" } });
    const { address, close } = await withSurveys(door);
    afterAll(close);
    machine = timeMachine({ app: door.app, clock, address, tell: tellApp(door.app, () => "key"), onError: (error) => errors.push(error) });
  }, 300_000);
  afterAll(async () => {
    await machine.stop();
    await door.close();
    await smtp.close();
  });

  const walks = async (journey: string, over: object = {}): Promise<Enrollment[]> => (await prisma.enrollment.findMany({ where: { shopId, journey, ...over } })).map((row) => row.state as unknown as Enrollment);
  const walk = async (id: string): Promise<Enrollment> => (await prisma.enrollment.findUniqueOrThrow({ where: { id } })).state as unknown as Enrollment;
  const messages = (profileId: string, content: string) => prisma.message.findMany({ where: { shopId, profileId, content }, orderBy: { createdAt: "asc" } });
  const happen = (profileId: string, what: Happening) => machine.happen(shopId, profileId, what);
  const stepsOf = (one: Enrollment): string[] => one.trail.map((stop) => stop.step);

  it("run for a month by themselves, each of them, and answer what customers do", { timeout: 240_000 }, async () => {
    await machine.advance(30);
    const live = { gt: new Date(NOW) };
    for (const journey of ["welcome", "replenishment", "review", "winback", "referral"]) expect(await prisma.message.count({ where: { shopId, journey, sentAt: live } }), journey).toBeGreaterThan(0);
    expect((await walks("welcome", { enteredAt: live })).filter((one) => stepsOf(one).includes("support")).length).toBeGreaterThan(0);
    expect((await walks("replenishment", { reachedGoal: true, endedAt: live })).length).toBeGreaterThan(0);
    expect((await walks("winback", { endedAt: live, OR: [{ reachedGoal: true }, { status: "never_started" }] })).length).toBeGreaterThan(0);
  });

  it("welcome: three visits to the FAQ bring an offer of help, and nothing is promoted until the ticket is solved", async () => {
    const { orderNumber } = await machine.placeOrder(shopId);
    await door.app.work.drain();
    const { profileId } = await prisma.order.findFirstOrThrow({ where: { shopId, number: orderNumber } });
    expect((await happen(profileId ?? "", "faq")).said).toContain("3 visits to the FAQ");
    const [welcome] = await walks("welcome", { profileId, status: "active" });
    expect(stepsOf(welcome as Enrollment)).toContain("support");
    expect(await messages(profileId ?? "", "welcome.support")).toMatchObject([{ status: "sent", class: "transactional" }]);
    await happen(profileId ?? "", "ticket");
    await machine.advance(1);
    expect((await walk(welcome?.id ?? "")).step).toBe("settled");
    await happen(profileId ?? "", "ticket_solved");
    expect(["settled", "all_settled", "until_solved"]).not.toContain((await walk(welcome?.id ?? "")).step);
  });

  it("review: five stars bring thanks and, with time, a recommendation; one star brings a task, an apology and quiet", { timeout: 300_000 }, async () => {
    const asked = (await walks("review", { status: "active", step: { in: ["time_to_answer", "last_days"] } })).filter((one) => !one.walk.rated);
    const free = await prisma.profile.findMany({ where: { shopId, id: { in: asked.map((one) => one.profileId) } } });
    const calm = asked.filter((one) => {
      const state = free.find(({ id }) => id === one.profileId)?.state as { consent?: { email?: { granted: boolean } }; suppressed?: object; issues?: object } | undefined;
      return state?.consent?.email?.granted === true && Object.keys(state.suppressed ?? {}).length === 0 && Object.keys(state.issues ?? {}).length === 0;
    });
    const [happy, unhappy] = [calm[0], calm.find((one) => one.profileId !== calm[0]?.profileId)];
    if (!happy || !unhappy) throw new Error("nobody was asked for a review");
    expect((await happen(happy.profileId, "rate_5")).said).toContain("5 of 5");
    await happen(unhappy.profileId, "rate_1");
    expect(stepsOf(await walk(happy.id))).toContain("promoter");
    expect(stepsOf(await walk(unhappy.id))).toEqual(expect.arrayContaining(["task_one", "recovery"]));
    const task = (await listTasks(prisma, shopId, null, 50)).rows.find((one) => one.profileId === unhappy.profileId);
    expect(task?.title).toContain("1 of 5");
    const ratedAt = clock.now();
    await machine.advance(5);
    expect(await messages(unhappy.profileId, SUPPORTS)).toHaveLength(1);
    expect(await prisma.message.count({ where: { shopId, profileId: unhappy.profileId, class: "marketing", content: { not: SUPPORTS }, createdAt: { gt: new Date(ratedAt) } } })).toBe(0);
    expect((await walk(unhappy.id)).step).toBe("until_mended");
    expect(await closeTask(prisma, door.app.record, shopId, task?.id ?? "", clock.now())).toBe(true);
    expect(await walk(unhappy.id)).toMatchObject({ status: "completed", step: "mended" });
    const referral = await walks("referral", { profileId: happy.profileId, trigger: "rated" });
    expect(referral).toHaveLength(1);
    expect(stepsOf(referral[0] as Enrollment)).toContain("code");
  });

  it("win-back and replenishment: buying again ends both as a success", async () => {
    const [courted] = (await walks("winback", { status: "active", step: { in: ["first_pause", "second_pause", "last_days"] } })).filter((one) => one.walk.sent > 0);
    await happen(courted?.profileId ?? "", "buy");
    expect(await walk(courted?.id ?? "")).toMatchObject({ status: "completed", reachedGoal: true });
    const reminded = (await walks("replenishment", { status: "active", step: { in: ["give_time", "last_days", "last"] } })).filter((one) => one.walk.sent > 0);
    const found = await Promise.all(reminded.map(async (one) => {
      const last = await prisma.order.findFirst({ where: { shopId, profileId: one.profileId, test: false }, orderBy: { placedAt: "desc" } });
      const lines = (last?.state as { details?: { lines: { productRef: string }[] } } | undefined)?.details?.lines ?? [];
      return last?.ref === one.orderRef && lines[0]?.productRef === one.productRef ? [one] : [];
    }));
    const [low] = found.flat();
    await happen(low?.profileId ?? "", "buy");
    expect(await walk(low?.id ?? "")).toMatchObject({ status: "completed", reachedGoal: true, endReason: "The customer bought it again." });
  });

  it("keep their promises to everyone", { timeout: 300_000 }, async () => {
    await machine.advance(12);
    const shop = await findShop(prisma, shopId);
    if (!shop) throw new Error("the shop is gone");
    const merged = new Set((await prisma.profile.findMany({ where: { shopId, mergedInto: { not: null } } })).map((profile) => profile.mergedInto));
    const marketing = await prisma.message.findMany({ where: { shopId, class: "marketing", status: { notIn: ["stopped"] } }, orderBy: { createdAt: "asc" } });
    const promoting = marketing.filter((message) => message.content !== SUPPORTS);
    expect(promoting.length).toBeGreaterThan(300);

    const held = (profileId: string): boolean => isHeldOut(shop, profileId);
    expect(promoting.filter(({ profileId }) => held(profileId) && !merged.has(profileId))).toEqual([]);
    expect((await walks("welcome")).some((one) => held(one.profileId))).toBe(true);

    const words = await prisma.event.findMany({ where: { shopId, type: { in: ["consent.granted", "consent.withdrawn"] } }, orderBy: { at: "asc" } });
    const agreed = ({ profileId, channel, createdAt }: (typeof marketing)[number]): boolean =>
      words.filter((word) => word.profileId === profileId && (word.data as { channel: string }).channel === channel && word.at <= createdAt).at(-1)?.type === "consent.granted";
    expect(marketing.filter((message) => !agreed(message)).map(({ content, channel }) => `${content} ${channel}`)).toEqual([]);

    const { caps } = shop.settings;
    for (const [profileId, theirs] of Map.groupBy(marketing, (message) => message.profileId)) {
      if (merged.has(profileId)) continue;
      const at = theirs.map((message) => message.createdAt.getTime());
      const week = at.map((moment) => at.filter((other) => other > moment - 7 * DAY && other <= moment).length);
      expect(Math.max(...week), profileId).toBeLessThanOrEqual(caps.perWeek.engaged);
      expect(Math.min(...at.slice(1).map((moment, index) => moment - (at[index] ?? 0)), Infinity), profileId).toBeGreaterThanOrEqual(caps.gapHours.engaged * HOUR);
    }
  });

  it("leave nobody standing: whoever is on the way is due at a moment or waits for something", async () => {
    const active = await prisma.enrollment.findMany({ where: { shopId, status: "active" } });
    expect(active.length).toBeGreaterThan(50);
    const stuck = active.filter(({ dueAt, state }) => (dueAt === null ? (state as unknown as Enrollment).waitingFor.length === 0 : dueAt.getTime() <= clock.now()));
    expect(stuck.map(({ journey, step }) => `${journey} ${step}`)).toEqual([]);
  });

  it("had nothing to complain of", () => expect(errors).toEqual([]));
});

/** The webhooks' door, and beside it the survey's: the two that the demo's people come to. */
async function withSurveys(door: Door): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer(async (req, res) => {
    const token = /^\/s\/([^?]+)/.exec(req.url ?? "")?.[1];
    if (token === undefined) return door.app.receive.handle(req, res);
    const body = await new Response(req as unknown as ReadableStream).text();
    const request = new Request(`http://localhost${req.url}`, { method: "POST", body, headers: { "content-type": req.headers["content-type"] ?? "" } });
    const response = await surveyAction({ request, params: { token }, context: { app: door.app } } as never).catch((thrown: unknown) => thrown as Response);
    res.writeHead(response.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };
}
