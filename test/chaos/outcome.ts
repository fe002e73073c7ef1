/** Everything a run came to, in a form in which two runs can be compared. */
import type { Database } from "#app/models/database.ts";

type Told = { readonly told: readonly string[] };
type Walk = { readonly sent: number; readonly seen: Readonly<Record<string, number>> };

/**
 * All rows, sorted. Left out is only what says how often something was tried, and what an unknown outcome
 * changes by its nature, which stands apart: the sent or failed events of messages, and the counts of them.
 */
export async function outcomeOf(db: Database) {
  const events = await db.event.findMany({ orderBy: [{ shopId: "asc" }, { key: "asc" }] });
  const orders = await db.order.findMany({ orderBy: { id: "asc" } });
  const accounts = await db.account.findMany({ orderBy: [{ shopId: "asc" }, { ref: "asc" }] });
  const profiles = await db.profile.findMany({ orderBy: { id: "asc" } });
  const enrollments = await db.enrollment.findMany({ orderBy: { id: "asc" } });
  const decisions = await db.decision.findMany({ orderBy: { id: "asc" } });
  const messages = await db.message.findMany({ orderBy: { id: "asc" }, omit: { html: true, text: true } });
  const isSending = (key: string): boolean => /^message:.*:(sent|failed)$/.test(key);
  const walks = enrollments.map((row) => ({ row, walk: (row.state as unknown as { walk: Walk }).walk }));
  return {
    rows: {
      events: events.filter((event) => !isSending(event.key)),
      orders: orders.map((order) => ({ ...order, state: unordered(order.state as unknown as Told) })),
      accounts: accounts.map((account) => ({ ...account, state: unordered(account.state as unknown as Told) })),
      profiles: profiles.map((profile) => {
        const state = profile.state as unknown as { messages: object };
        return { ...profile, state: { ...state, messages: { ...state.messages, sent: "apart" } } };
      }),
      enrollments: walks.map(({ row: { state: _state, ...row }, walk }) => ({ ...row, walk: { ...walk, sent: "apart", seen: { ...walk.seen, "message.sent": "apart", "message.failed": "apart" } } })),
      decisions,
      messages: messages.map(({ attempts: _attempts, lockedUntil: _lockedUntil, status: _status, reason: _reason, sentAt: _sentAt, subject: _subject, ...message }) => message),
    },
    messages,
    sendingEvents: new Set(events.map((event) => event.key).filter(isSending)),
    sentByProfile: new Map(profiles.map((profile) => [profile.id, (profile.state as unknown as { messages: { sent: number } }).messages.sent])),
    sentByWalk: new Map(walks.map(({ row, walk }) => [row.id, walk.sent])),
    deliveries: await db.delivery.groupBy({ by: ["shopId", "topic", "status"], _count: true, orderBy: [{ shopId: "asc" }, { topic: "asc" }, { status: "asc" }] }),
  };
}

export type Outcome = Awaited<ReturnType<typeof outcomeOf>>;

/** What was told of an order, whatever came first. */
function unordered(state: Told): Told {
  return { ...state, told: [...state.told].sort() };
}
