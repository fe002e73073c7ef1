import { normaliseEmail } from "../core/shared/contact.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Database } from "./database.ts";
import { isUuid } from "./keyset.ts";

/** A customer's profile; a merged profile's id leads to the one it became. Null when the shop has none such. */
export async function findCustomer(db: Database, shopId: string, id: string): Promise<Profile | null> {
  let wanted = id;
  // A chain of merges is short; the bound is against a circle, which must not be.
  for (let hop = 0; hop < 20 && isUuid(wanted); hop++) {
    const row = await db.profile.findFirst({ where: { id: wanted, shopId }, select: { mergedInto: true, state: true } });
    if (!row) return null;
    if (row.mergedInto === null) return row.state as unknown as Profile;
    wanted = row.mergedInto;
  }
  return null;
}

/** The customer who has, or had, this e-mail address. */
export async function findCustomerByEmail(db: Database, shopId: string, email: string): Promise<Profile | null> {
  const value = normaliseEmail(email);
  if (value === null) return null;
  const identity = await db.identity.findUnique({ where: { shopId_kind_value: { shopId, kind: "email", value } } });
  return identity ? findCustomer(db, shopId, identity.profileId) : null;
}

/** Profiles of many customers, in the order asked for. */
export async function findCustomers(db: Database, shopId: string, ids: readonly string[]): Promise<Profile[]> {
  const rows = await db.profile.findMany({ where: { shopId, id: { in: [...ids] } }, select: { id: true, state: true } });
  const byId = new Map(rows.map((row) => [row.id, row.state as unknown as Profile]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
