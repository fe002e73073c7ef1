import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { readCursor } from "./keyset.ts";
import { closeTask, countTasks, listTasks } from "./task.ts";
import { sampleOrder, takeIn } from "./testing.ts";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
let profileId = "";

const add = async (kind: string, status: string, detail: object, minute: number, shopId = "a"): Promise<string> => {
  const id = crypto.randomUUID();
  await db.action.create({ data: { id, shopId, profileId, enrollmentId: crypto.randomUUID(), orderRef: "1001", kind, detail, status, createdAt: new Date(NOW + minute * 60_000) } });
  return id;
};
const close = (id: string, shopId = "a") => closeTask(db, app.record, shopId, id, NOW);
const told = () => db.event.findMany({ where: { type: "task.closed" } });
const call = { do: "task", title: "Call the customer" };

beforeEach(async () => {
  await db.$executeRaw`truncate shop, profile, "order", event, identity, enrollment, message, decision, journey, journey_version, action cascade`;
  await addShop(db, "a", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", NOW - 1000)], NOW);
  profileId = (await db.profile.findFirstOrThrow()).id;
});

test("what waits for a person is listed with the customer's name, newest first, a page at a time", async () => {
  await add("task", "open", call, 1);
  await add("task", "closed", call, 2);
  await add("tag", "pending", { do: "tag" }, 3);
  await add("reward", "pending", { do: "reward", side: "friend", code: "ABC234", orderRef: "1001" }, 4);
  await add("reward", "failed", { do: "reward", side: "recommender", code: "ABC234", orderRef: "1001" }, 5);
  const first = await listTasks(db, "a", null, 1);
  expect(first.rows).toMatchObject([{ kind: "reward", title: "Grant by hand: the welcome gift for ordering with code ABC234", customer: "Ada Lovelace", orderNumber: "#1001", profileId }]);
  const second = await listTasks(db, "a", readCursor(first.next ?? ""), 1);
  expect(second).toMatchObject({ rows: [{ kind: "task", title: "Call the customer" }], next: null });
  expect((await listTasks(db, "a", readCursor(second.previous ?? ""), 1)).rows).toEqual(first.rows);
  expect(await countTasks(db, "a")).toBe(2);
  expect(await countTasks(db, "b")).toBe(0);
});

test("closing a task ends the customer's open matter, once", async () => {
  const id = await add("task", "open", call, 1);
  await app.record("a", [{ profileId, event: { key: `task:${id}:opened`, type: "task.opened", at: NOW - 1, data: { taskRef: id, title: call.title, enrollmentId: null, orderRef: "1001" } } }]);
  const results = await Promise.all([close(id), close(id)]);
  expect(results).toContain(true);
  expect(await close(id)).toBe(false);
  expect(await told()).toHaveLength(1);
  expect((await db.profile.findFirstOrThrow()).state).toMatchObject({ issues: { [`task:${id}`]: { closedAt: NOW } } });
  expect(await listTasks(db, "a", null, 10)).toMatchObject({ rows: [] });
});

test("a task whose end was told before a crash is closed by closing it again", async () => {
  const id = await add("task", "open", call, 1);
  await expect(closeTask(db, async (...args) => { await app.record(...args); throw new Error("killed"); }, "a", id, NOW)).rejects.toThrow("killed");
  expect(await close(id)).toBe(true);
  expect(await told()).toHaveLength(1);
});

test("a reward that was granted is done, and no matter of the customer's", async () => {
  const id = await add("reward", "pending", { do: "reward", side: "recommender", code: "ABC234", orderRef: "1001" }, 1);
  expect(await close(id)).toBe(true);
  expect(await db.action.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "done", doneAt: new Date(NOW) });
  expect(await told()).toEqual([]);
});

test("another shop's task, what is no task, and nonsense are left alone", async () => {
  const id = await add("task", "open", call, 1);
  const tag = await add("tag", "pending", { do: "tag" }, 1);
  expect([await close(id, "b"), await close(tag), await close("nonsense"), await close(crypto.randomUUID())]).toEqual([false, false, false, false]);
  expect(await countTasks(db, "a")).toBe(1);
});
