import type { Database } from "#app/models/database.ts";

/**
 * Everything a shop's deliveries came to, without what depends on the moment or the order of arrival by its
 * nature: ids made from the first thing seen of a customer, and times of our own.
 */
export async function finalRows(db: Database, shopId: string): Promise<unknown> {
  const profiles = await db.profile.findMany({ where: { shopId, mergedInto: null } });
  const name = new Map<string, string>();
  for (const profile of profiles) {
    const state = profile.state as { emails: string[]; refs: string[]; phones: string[] };
    name.set(profile.id, JSON.stringify([state.emails, state.refs, state.phones]));
  }
  const owner = (id: string | null): string | null => (id === null ? null : (name.get(id) ?? `missing ${id}`));
  const sort = <T>(rows: T[]): T[] => rows.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  const identities = await db.identity.findMany({ where: { shopId } });
  const orders = await db.order.findMany({ where: { shopId } });
  const accounts = await db.account.findMany({ where: { shopId } });
  const events = await db.event.findMany({ where: { shopId } });
  const enrollments = await db.enrollment.findMany({ where: { shopId } });
  const messages = await db.message.findMany({ where: { shopId } });
  const decisions = await db.decision.findMany({ where: { shopId } });
  // What only order lines named has the words of whichever came first.
  const products = (await db.product.findMany({ where: { shopId } })).map((row) => row.state as { ref: string; title: string; inStock: boolean | null; price: number | null; version: object | null }).filter((state) => state.version !== null);
  return {
    products: sort(products.map(({ ref, title, inStock, price, version }) => ({ ref, title, inStock, price, version }))),
    profiles: sort(profiles.map((row) => ({ ...(row.state as object), id: owner(row.id) }))),
    identities: sort(identities.map((row) => [row.kind, row.value, owner(row.profileId)])),
    orders: sort(orders.map((row) => ({ ref: row.ref, owner: owner(row.profileId), status: row.status, state: { ...(row.state as { told: string[] }), told: (row.state as { told: string[] }).told.toSorted() } }))),
    accounts: sort(accounts.map((row) => ({ ref: row.ref, state: { ...(row.state as { told: string[] }), told: (row.state as { told: string[] }).told.toSorted() } }))),
    events: sort(events.map((row) => [...(isOurs(row.key) ? [null, row.type, row.at, { ...(row.data as object), enrollmentId: null }] : [row.key, row.type, row.at, row.data]), owner(row.profileId)])),
    enrollments: sort(enrollments.map((row) => [row.key, row.status, row.step, row.dueAt, row.endReason, owner(row.profileId), (row.state as { walk: object }).walk])),
    messages: sort(messages.map((row) => [row.content, row.recipient, row.status, row.class, owner(row.profileId)])),
    decisions: sort(decisions.map((row) => [row.content, row.outcome, row.rule, row.reason, row.facts, owner(row.profileId)])),
  };
}

/** What we decided ourselves has a key made of derived ids. */
function isOurs(key: string): boolean {
  return /^(decision|walk|task):/.test(key);
}
