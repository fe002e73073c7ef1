import fc from "fast-check";
import { expect, test } from "vitest";
import { orderSnapshot, scanSnapshot, shipmentSnapshot, T0 } from "#app/core/event/testing.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import type { Enrollment } from "#app/core/journey/enrollment.ts";
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { handleSnapshot, needsOf } from "#app/engine/handle-snapshot.ts";
import { handleTimers } from "#app/engine/handle-timers.ts";
import { handleStopping, moveWalk, pauseWalk, resumeWalk, STOPPED } from "#app/engine/journey-control.ts";
import { MemoryStore } from "#app/engine/memory-store.ts";
import type { Store } from "#app/engine/ports.ts";
import { testShop } from "#app/engine/testing.ts";
import { testDatabase } from "#test/database.ts";
import { addWaitingShop, SHORTER, WAITING } from "./journey-control.fixture.ts";
import { moveToVersion, pauseJourney, resumeJourney, stopJourney, switchOff, switchOn } from "./journey-control.ts";
import { postgresStore } from "./store/index.ts";

const { prisma: db } = await testDatabase();
const KEY = "waiting";
let shops = 0;
const newShop = async (): Promise<string> => {
  const shopId = `control-${++shops}`;
  await addWaitingShop(db, shopId);
  return shopId;
};

async function see(store: Store, shopId: string, now: number, snapshot: Snapshot): Promise<void> {
  await store.transaction(shopId, async (tx) => {
    const work = await tx.load(needsOf([snapshot]));
    handleSnapshot(work, snapshot, now, now);
    await tx.save(work, now);
  });
}

const order = (index: number, now: number): Snapshot =>
  orderSnapshot({ ref: `o${index}`, placedAt: now, customer: { ...orderSnapshot().customer, email: `buyer${index}@example.com` } });
const shipped = (index: number, now: number): Snapshot => shipmentSnapshot({ ref: `s${index}`, orderRef: `o${index}`, shippedAt: now });
const arrived = (index: number, now: number): Snapshot => scanSnapshot({ ref: `e${index}`, orderRef: `o${index}`, shipmentRef: `s${index}`, at: now });
const walksOf = async (shopId: string): Promise<Enrollment[]> =>
  (await db.enrollment.findMany({ where: { shopId } })).map((row) => {
    const walk = row.state as unknown as Enrollment;
    // What lists and timers read must be what the walk says.
    expect([row.status, row.step, row.version, row.dueAt?.getTime() ?? null]).toEqual([walk.status, walk.step, walk.version, walk.dueAt]);
    return walk;
  });
const byId = (walks: readonly Enrollment[]): Enrollment[] => walks.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const count = (walks: readonly Enrollment[], status: string): number => walks.filter((walk) => walk.status === status).length;

type Command = { readonly do: "order" | "ship" | "arrive" | "time" | "pause" | "resume" | "move"; readonly which: number };
const commands = fc.array(fc.record<Command>({ do: fc.constantFrom("order", "order", "ship", "arrive", "time", "time", "pause", "resume", "move"), which: fc.nat(3) }), { minLength: 4, maxLength: 16 });

test("pausing, going on and moving at any moment loses, doubles and moves nobody, in memory as in PostgreSQL", async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (list) => {
      const shopId = await newShop();
      const memory = new MemoryStore(testShop({ id: shopId, salt: shopId }), [{ version: 1, definition: WAITING }, { version: 2, definition: SHORTER }]);
      const stored = postgresStore(db);
      const enter = (open: boolean): unknown => Object.assign(memory.work, { journeys: open ? [{ version: 1, definition: WAITING }] : [] });
      const each = (change: (walk: Enrollment) => Enrollment | null): void => {
        for (const walk of memory.work.enrollments.values()) memory.work.setEnrollment(change(walk) ?? walk);
      };
      const definition = (walk: Enrollment) => (walk.version === 1 ? WAITING : SHORTER);
      enter(true);
      let now = T0;
      let paused = false;
      for (const command of [...list, { do: "resume", which: 0 }, { do: "time", which: 0 }] as Command[]) {
        const before = [...memory.work.enrollments.values()];
        if (command.do === "time") now += (1 + command.which * 3) * 13 * HOUR;
        if (command.do === "pause") {
          const outcome = await pauseJourney(db, shopId, KEY);
          expect(outcome).toEqual(paused ? { kind: "already", status: "paused" } : { kind: "done", people: count(before, "active"), status: "paused" });
          paused = true;
          enter(false);
          each(pauseWalk);
        }
        if (command.do === "resume") {
          const outcome = await resumeJourney(db, shopId, KEY, now);
          expect(outcome).toEqual(paused ? { kind: "done", people: count(before, "paused"), status: "live" } : { kind: "already", status: "live" });
          paused = false;
          enter(true);
          each((walk) => resumeWalk(definition(walk), walk, now));
        }
        if (command.do === "move") {
          const moves = (walk: Enrollment): Enrollment | null => (walk.version === 1 && (walk.status === "active" || walk.status === "paused") ? moveWalk(WAITING, SHORTER, 2, walk) : null);
          expect(await moveToVersion(db, shopId, KEY, 2)).toMatchObject({ kind: "done", people: before.filter((walk) => moves(walk)).length });
          each(moves);
        }
        const snapshot = command.do === "order" ? order : command.do === "ship" ? shipped : command.do === "arrive" ? arrived : null;
        if (snapshot) for (const store of [memory, stored]) await see(store, shopId, now, snapshot(command.which, now));
        for (const store of [memory, stored]) await handleTimers(store, shopId, now, 100);
        const after = byId([...memory.work.enrollments.values()]);
        expect(byId(await walksOf(shopId))).toEqual(after);
        for (const walk of before) expect(after.filter((one) => one.key === walk.key)).toHaveLength(1);
        if (paused) for (const walk of before) if (walk.status === "paused") expect(after.find((one) => one.id === walk.id)).toMatchObject({ step: walk.step, dueAt: walk.dueAt });
      }
      // Whatever was done to them, everyone comes to an end by themselves.
      for (let round = 0; round < 4; round++) for (const store of [memory, stored]) await handleTimers(store, shopId, (now += 40 * DAY), 100);
      const left = await walksOf(shopId);
      expect(left.filter((walk) => walk.status === "active" || walk.status === "paused")).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test("what a paused walk waited for counts when it goes on", async () => {
  const shopId = await newShop();
  const store = postgresStore(db);
  await see(store, shopId, T0, order(1, T0));
  await pauseJourney(db, shopId, KEY);
  await see(store, shopId, T0 + DAY, shipped(1, T0 + DAY));
  await handleTimers(store, shopId, T0 + 2 * DAY, 10);
  expect(await walksOf(shopId)).toMatchObject([{ status: "paused", step: "until_shipped" }]);
  await resumeJourney(db, shopId, KEY, T0 + 2 * DAY);
  await handleTimers(store, shopId, T0 + 2 * DAY, 10);
  expect(await walksOf(shopId)).toMatchObject([{ status: "active", step: "settle", dueAt: T0 + 3 * DAY }]);
});

test("marketing that was queued waits with its journey, and leaves by day", async () => {
  const shopId = await newShop();
  const store = postgresStore(db);
  await see(store, shopId, T0, order(1, T0));
  await see(store, shopId, T0, shipped(1, T0));
  await see(store, shopId, T0, arrived(1, T0));
  await handleTimers(store, shopId, T0 + 2 * DAY, 10);
  const message = () => db.message.findFirstOrThrow({ where: { shopId } });
  expect(await message()).toMatchObject({ status: "queued", sendAt: new Date(T0 + 2 * DAY) });
  await pauseJourney(db, shopId, KEY);
  expect(await message()).toMatchObject({ status: "queued", sendAt: null, reason: expect.stringContaining("paused") });
  expect(await store.claimMessages(shopId, T0 + 3 * DAY, 10)).toEqual([]);
  const night = T0 + 2 * DAY + 13 * HOUR;
  await resumeJourney(db, shopId, KEY, night);
  expect((await message()).sendAt).toEqual(new Date(night + 10 * HOUR));
});

test("stopping ends everyone, in batches that may break off anywhere, and tells it", async () => {
  const shopId = await newShop();
  const store = postgresStore(db);
  for (let index = 0; index < 7; index++) await see(store, shopId, T0, order(index, T0));
  // One of them has been written to: for the others, the journey never began.
  const [first] = await walksOf(shopId);
  if (!first) throw new Error("nobody entered");
  await db.enrollment.update({ where: { id: first.id }, data: { state: { ...first, walk: { ...first.walk, sent: 1 } } } });
  expect(await stopJourney(db, shopId, KEY)).toEqual({ kind: "done", people: 7, status: "stopping" });
  expect(await stopJourney(db, shopId, KEY)).toEqual({ kind: "already", status: "stopping" });
  expect(await resumeJourney(db, shopId, KEY, T0)).toEqual({ kind: "not_now", status: "stopping" });
  await see(store, shopId, T0, order(8, T0));
  expect(await handleStopping(store, shopId, T0, 3)).toBe(3);
  // A new process knows nothing of the batch before.
  const other = postgresStore(db);
  for (let people = 1; people > 0; ) people = await handleStopping(other, shopId, T0, 3);
  const walks = await walksOf(shopId);
  expect(walks).toHaveLength(7);
  expect(new Set(walks.map((walk) => walk.endReason))).toEqual(new Set([STOPPED]));
  expect([count(walks, "exited"), count(walks, "never_started")]).toEqual([1, 6]);
  expect(await db.event.count({ where: { shopId, type: "journey.exited" } })).toBe(1);
  expect(await db.journey.findFirst({ where: { shopId } })).toMatchObject({ status: "off" });
});

test("two merchants at once come to one pause, and each hears what happened", async () => {
  const shopId = await newShop();
  for (let index = 0; index < 3; index++) await see(postgresStore(db), shopId, T0, order(index, T0));
  const heard = await Promise.all([pauseJourney(db, shopId, KEY), pauseJourney(db, shopId, KEY), pauseJourney(db, shopId, KEY)]);
  expect(heard.map((one) => one.kind).toSorted()).toEqual(["already", "already", "done"]);
  expect(await switchOn(db, shopId, KEY)).toEqual({ kind: "not_now", status: "paused" });
  expect(await resumeJourney(db, shopId, KEY, T0, false)).toEqual({ kind: "done", people: 3, status: "off" });
  expect(await switchOff(db, shopId, KEY)).toEqual({ kind: "already", status: "off" });
  expect(await pauseJourney(db, shopId, "nothing")).toEqual({ kind: "unknown" });
  expect(await pauseJourney(db, "nobody", KEY)).toEqual({ kind: "unknown" });
});

test("workers who are in the middle of something do not undo a pause", async () => {
  const shopId = await newShop();
  const store = postgresStore(db);
  const now = T0 + 40 * DAY;
  for (let index = 0; index < 12; index++) await see(store, shopId, T0, order(index, T0));
  const [, outcome] = await Promise.all([
    Promise.all(Array.from({ length: 4 }, (_, worker) => see(store, shopId, now, shipped(worker, now)))),
    pauseJourney(db, shopId, KEY),
    ...Array.from({ length: 4 }, () => handleTimers(store, shopId, now, 2)),
  ]);
  const walks = await walksOf(shopId);
  expect(count(walks, "active")).toBe(0);
  expect(outcome).toMatchObject({ kind: "done", people: count(walks, "paused") });
});
