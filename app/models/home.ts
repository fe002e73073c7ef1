import type { Database } from "./database.ts";

export type Figures = {
  readonly orders: number;
  readonly revenue: number;
  readonly customers: number;
  readonly newCustomers: number;
  readonly messages: Readonly<Record<string, number>>;
  readonly opened: number;
  readonly clicked: number;
  readonly held: number;
  readonly dropped: number;
};

/** As in the list of customers: a browser that nobody has a name for is none. */
const KNOWN = { OR: [{ orders: { gt: 0 } }, { email: { not: null } }, { phone: { not: null } }, { name: { not: "Guest" } }] };

/** What happened in a shop from one moment to another; revenue in its own currency, before refunds. */
export async function figures(db: Database, shopId: string, currency: string, from: number, to: number): Promise<Figures> {
  const span = { gte: new Date(from), lte: new Date(to) };
  const orders = { shopId, test: false, placedAt: span, status: { notIn: ["draft", "deleted"] } };
  const [count, revenue, customers, newCustomers, messages, opened, clicked, decisions] = await Promise.all([
    db.order.count({ where: orders }),
    db.order.aggregate({ where: { ...orders, currency, status: { notIn: ["draft", "deleted", "cancelled", "payment_failed"] } }, _sum: { total: true } }),
    db.profile.count({ where: { shopId, mergedInto: null, ...KNOWN } }),
    db.profile.count({ where: { shopId, mergedInto: null, ...KNOWN, firstSeenAt: span, lastSeenAt: { gte: new Date(from) } } }),
    db.message.groupBy({ by: ["status"], where: { shopId, createdAt: span }, _count: true }),
    db.message.count({ where: { shopId, createdAt: span, openedAt: { not: null } } }),
    db.message.count({ where: { shopId, createdAt: span, clickedAt: { not: null } } }),
    db.decision.groupBy({ by: ["outcome"], where: { shopId, at: span, outcome: { in: ["hold", "drop"] } }, _count: true }),
  ]);
  return {
    orders: count,
    revenue: Number(revenue._sum.total ?? 0),
    customers,
    newCustomers,
    messages: Object.fromEntries(messages.map((row) => [row.status, row._count])),
    opened,
    clicked,
    held: decisions.find((row) => row.outcome === "hold")?._count ?? 0,
    dropped: decisions.find((row) => row.outcome === "drop")?._count ?? 0,
  };
}

export type Trouble = {
  readonly quarantined: number;
  readonly failed: number;
  /** Arrived long ago and still not looked at: nothing is working through them. */
  readonly stuck: number;
  /** Walks whose moment passed long ago. */
  readonly overdue: number;
};

/** A worker that is running is never this far behind. */
const LATE = 10 * 60_000;

/** What waits for a person, whatever the period. */
export async function trouble(db: Database, shopId: string, now: number): Promise<Trouble> {
  const late = new Date(now - LATE);
  const [quarantined, failed, stuck, overdue] = await Promise.all([
    db.delivery.count({ where: { shopId, status: "quarantined" } }),
    db.delivery.count({ where: { shopId, status: "failed" } }),
    db.delivery.count({ where: { shopId, status: "pending", receivedAt: { lt: late } } }),
    db.enrollment.count({ where: { shopId, status: "active", dueAt: { lt: late } } }),
  ]);
  return { quarantined, failed, stuck, overdue };
}

/** Whether anything at all has come in yet. */
export async function isNew(db: Database, shopId: string): Promise<boolean> {
  return (await db.delivery.findFirst({ where: { shopId }, select: { id: true } })) === null;
}
