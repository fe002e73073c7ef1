/** What waits for a person at the shop: tasks that journeys set, and rewards to be granted by hand. */
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { Database } from "./database.ts";
import { isUuid, startAt, toPage } from "./keyset.ts";
import type { Cursor, Page } from "./keyset.ts";

export type OpenTask = {
  readonly id: string;
  readonly kind: "task" | "reward";
  /** What to do, for the merchant. */
  readonly title: string;
  readonly profileId: string;
  readonly customer: string;
  readonly orderRef: string | null;
  /** What the shopper calls that order; null when there is none or it is gone. */
  readonly orderNumber: string | null;
  /** The walk that asked for it. */
  readonly enrollmentId: string;
  readonly createdAt: number;
  /** Done by handing the customer a copy of their data. */
  readonly copy: boolean;
};

/** Told in the same words wherever the engine's door is: `app.record` of a live app. */
type Record = (shopId: string, events: readonly { readonly profileId: string; readonly event: CanonicalEvent }[]) => Promise<void>;

const WAITING = [{ kind: "task", status: "open" }, { kind: "reward", status: "pending" }];

/** Open tasks, the newest first. */
export async function listTasks(db: Database, shopId: string, cursor: Cursor | null, limit: number): Promise<Page<OpenTask>> {
  const direction = cursor?.back ? "asc" : "desc";
  const rows = await db.action.findMany({ where: { shopId, AND: [{ OR: WAITING }, startAt("createdAt", cursor)] }, orderBy: [{ createdAt: direction }, { id: direction }], take: limit + 1 });
  const refs = rows.map((row) => row.orderRef).filter((ref) => ref !== null);
  const [customers, orders] = await Promise.all([
    db.profile.findMany({ where: { shopId, id: { in: rows.map((row) => row.profileId) } }, select: { id: true, name: true } }),
    db.order.findMany({ where: { shopId, ref: { in: refs } }, select: { ref: true, number: true } }),
  ]);
  const names = new Map(customers.map(({ id, name }) => [id, name]));
  const numbers = new Map(orders.map(({ ref, number }) => [ref, number]));
  const tasks = rows.map(({ id, kind, detail, profileId, orderRef, enrollmentId, createdAt }): OpenTask => ({
    id, kind: kind === "reward" ? "reward" : "task", title: titleOf(detail), profileId, customer: names.get(profileId) ?? "", orderRef,
    orderNumber: orderRef === null ? null : (numbers.get(orderRef) ?? null), enrollmentId, createdAt: createdAt.getTime(), copy: (detail as { copy?: boolean }).copy === true,
  }));
  return toPage(tasks, limit, cursor, (task) => ({ at: task.createdAt, id: task.id }));
}

/** How many tasks are open. */
export async function countTasks(db: Database, shopId: string): Promise<number> {
  return db.action.count({ where: { shopId, OR: WAITING } });
}

/**
 * Closes a task, or notes that a reward was granted. A task's end is told first: what happens between the two is
 * made good by closing it again, which tells nothing twice.
 *
 * @returns false when the shop has no such open task (any more)
 */
export async function closeTask(db: Database, record: Record, shopId: string, id: string, now: number): Promise<boolean> {
  const task = isUuid(id) ? await db.action.findFirst({ where: { shopId, id, OR: WAITING } }) : null;
  if (!task) return false;
  if (task.kind === "task") {
    const event = { key: `task:${id}:closed`, type: "task.closed", at: now, data: { taskRef: id, orderRef: task.orderRef } } as const;
    await record(shopId, [{ profileId: task.profileId, event }]);
  }
  const closed = await db.action.updateMany({ where: { shopId, id, OR: WAITING }, data: { status: task.kind === "task" ? "closed" : "done", doneAt: new Date(now) } });
  return closed.count === 1;
}

function titleOf(detail: unknown): string {
  const { title, side, code } = detail as { title?: string; side?: "friend" | "recommender"; code?: string };
  if (title !== undefined) return title;
  return side === "friend" ? `Grant by hand: the welcome gift for ordering with code ${code}` : `Grant by hand: the reward for the friend who ordered with code ${code}`;
}
