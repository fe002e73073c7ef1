/** A customer as their platform knows them. */
import type { Database } from "./database.ts";
import { findCustomer } from "./customer.ts";

export type AtPlatform = {
  /** The platform's id of their account; null for those who ordered as guests. */
  readonly ref: string | null;
  readonly email: string | null;
};

/** Of several accounts of one person, the one with the address that mail goes to; one the platform deleted is none. Null when they are gone (erased). */
export async function customerAtPlatform(db: Database, shopId: string, profileId: string): Promise<AtPlatform | null> {
  const profile = await findCustomer(db, shopId, profileId);
  if (!profile) return null;
  const email = profile.email?.value ?? null;
  const rows = await db.account.findMany({ where: { shopId, ref: { in: [...profile.refs] } }, select: { ref: true, state: true } });
  const latest = new Map(rows.map(({ ref, state }) => [ref, (state as { latest?: { deleted?: boolean; customer?: { email?: string | null } } | null }).latest]));
  const open = profile.refs.filter((ref) => latest.get(ref)?.deleted !== true);
  const ref = open.find((one) => email !== null && latest.get(one)?.customer?.email === email) ?? open[0] ?? null;
  return { ref, email };
}
