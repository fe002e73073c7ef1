import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "#app/demo/life/random.ts";
import { testDatabase } from "#test/database.ts";
import { SharedClock } from "./clock.ts";
import { Killer } from "./killer.ts";
import { startMailServer } from "./mail-server.ts";
import type { TakenMail } from "./mail-server.ts";
import { outcomeOf } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";
import { Nursery } from "./process.ts";
import { liveThrough } from "./run.ts";
import { tellStory } from "./story.ts";

const SEED = "chaos-1";
const ORDERS = 2_000;
const KILLS = 100;
/** Far above what a send takes here, far below what anyone wants to wait for. */
const LEASE_MS = 1_000;
const MAIL_DELAY_MS = 40;

const steps = tellStory(SEED, ORDERS);
let calm: Outcome;
let calmMail: TakenMail[];
let disturbed: Outcome;
let disturbedMail: TakenMail[];
let kills = 0;

const folder = await mkdtemp(join(tmpdir(), "afterglow-chaos-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const quiet = await testDatabase();
  const quietMail = await startMailServer(() => 0, 0);
  await liveThrough(quiet.prisma, steps, new SharedClock(join(folder, "calm")), quietMail.url, async (door, _progress, arriving) => {
    await arriving;
    await door.app.work.drain();
  });
  calm = await outcomeOf(quiet.prisma);
  calmMail = quietMail.taken;
  await quietMail.close();

  const database = await testDatabase();
  const draws = new Random(`${SEED} mail`);
  const mail = await startMailServer(() => draws.next(), MAIL_DELAY_MS);
  const clock = new SharedClock(join(folder, "disturbed"));
  const workers = new Nursery("worker-process.ts", { databaseUrl: database.url, smtpUrl: mail.url, clock: clock.path, leaseMs: LEASE_MS, port: 0 });
  const killer = new Killer(KILLS * 1.1, database.prisma, workers, mail, SEED);
  await liveThrough(database.prisma, steps, clock, mail.url, killer.settle);
  await workers.close();
  disturbed = await outcomeOf(database.prisma);
  disturbedMail = mail.taken;
  kills = killer.kills;
  await mail.close();
  const unknown = new Set(disturbed.messages.filter((message) => message.status === "unknown").map((message) => message.messageIdHeader));
  const arrived = disturbedMail.filter((one) => unknown.has(one.messageId)).length;
  const again = disturbedMail.length - new Set(disturbedMail.map((one) => one.messageId)).size;
  console.log(`${kills} kills; ${disturbed.messages.length} messages, ${again} sent again, ${unknown.size} with an unknown outcome of which ${arrived} had arrived`);
}, 840_000);

describe(`${ORDERS} orders with workers that are killed at random moments`, () => {
  it(`killed at least ${KILLS} of them while they had work`, () => {
    expect(kills).toBeGreaterThanOrEqual(KILLS);
  });

  it("tells a story in which everything happens", () => {
    const outcomes = new Set(calm.rows.decisions.map((decision) => `${decision.outcome} ${decision.rule ?? ""}`.trim()));
    expect([...outcomes].sort()).toEqual(expect.arrayContaining(["drop consent", "drop suppression", "hold frequency_cap", "hold quiet_hours", "send"]));
    expect(new Set(calm.messages.map((message) => message.content)).size).toBeGreaterThanOrEqual(10);
    expect(new Set(calm.rows.enrollments.map((walk) => walk.status))).toEqual(new Set(["active", "completed", "exited", "never_started"]));
    expect(calm.messages.filter((message) => message.class === "marketing").length).toBeGreaterThan(ORDERS / 4);
  });

  it("processes every delivery", () => {
    expect(disturbed.deliveries).toEqual(calm.deliveries);
    expect(new Set(calm.deliveries.map((group) => group.status))).toEqual(new Set(["processed"]));
  });

  it("ends in the same events, orders, profiles, walks, decisions and messages as when nothing is killed", () => {
    for (const table of Object.keys(calm.rows) as (keyof Outcome["rows"])[]) expect.soft(disturbed.rows[table], table).toEqual(calm.rows[table]);
  });

  it("knows how every message ended, or says that it does not", () => {
    expect(calm.messages.filter((message) => message.status !== "sent")).toEqual([]);
    const unknown = disturbed.messages.filter((message) => message.status !== "sent");
    expect(unknown.filter((message) => message.status !== "unknown" || message.class !== "marketing")).toEqual([]);
    expect(unknown.filter((message) => !message.reason)).toEqual([]);
    for (const message of unknown) expect(disturbed.sendingEvents).toContain(`message:${message.id}:failed`);
    const sent = disturbed.messages.filter((message) => message.status === "sent").map((message) => `message:${message.id}:sent`);
    for (const key of sent) expect(disturbed.sendingEvents).toContain(key);
  });

  it("counts a message for its customer and its walk once, unless its outcome is unknown", () => {
    // A sender that was only slow says so after all, once its message is given up: it is counted then.
    const saidLate = ({ id }: { id: string }): boolean => disturbed.sendingEvents.has(`message:${id}:sent`);
    const unknown = (of: (message: Outcome["messages"][number]) => string | null, id: string): number =>
      disturbed.messages.filter((message) => message.status === "unknown" && !saidLate(message) && of(message) === id).length;
    for (const [id, sent] of calm.sentByProfile) expect(disturbed.sentByProfile.get(id), id).toBe(sent - unknown((message) => message.profileId, id));
    for (const [id, sent] of calm.sentByWalk) {
      // A walk that has ended does not count any more: the last note's outcome comes too late for it.
      expect(disturbed.sentByWalk.get(id), id).toBeGreaterThanOrEqual(sent - unknown((message) => message.enrollmentId, id));
      expect(disturbed.sentByWalk.get(id), id).toBeLessThanOrEqual(sent);
    }
  });
});

describe.each([
  ["when nothing is killed", () => ({ outcome: calm, mail: calmMail })],
  ["when workers are killed", () => ({ outcome: disturbed, mail: disturbedMail })],
])("the mail %s", (_name, get) => {
  it("arrives where it should: marketing at most once, everything else at least once", () => {
    const { outcome, mail } = get();
    const received = new Map<string, number>();
    for (const { messageId } of mail) received.set(messageId, (received.get(messageId) ?? 0) + 1);
    const recipients = new Map(outcome.messages.map((message) => [message.messageIdHeader, message.recipient]));
    expect(mail.filter((one) => recipients.get(one.messageId) !== one.recipient)).toEqual([]);
    const wrong = outcome.messages.filter((message) => {
      const times = received.get(message.messageIdHeader) ?? 0;
      if (message.class === "transactional") return times < 1;
      return message.status === "unknown" ? times > 1 : times !== 1;
    });
    expect(wrong).toEqual([]);
  });
});
