/** Who a request about a person's data means: every profile, and every name they go by. */
import type { PersonHint } from "../../core/event/notice.ts";
import type { Profile } from "../../core/profile/profile.ts";
import { normaliseEmail, normalisePhone } from "../../core/shared/contact.ts";
import type { IdentityKind } from "../../core/profile/identity.ts";
import type { Sql } from "../plain-sql.ts";

export type Person = {
  /** Of this person, merged ones included. */
  readonly profileIds: readonly string[];
  /** Those that were not merged away. */
  readonly survivors: readonly string[];
  readonly orderRefs: readonly string[];
  /** What the person is known by, without orders. */
  readonly names: Readonly<Record<Exclude<IdentityKind, "order">, readonly string[]>>;
};

/**
 * Everything of a person that is held under a shop.
 *
 * @param country reads a telephone number without a prefix
 * @param named orders that name the person and may be another's: see `ordersNaming`
 */
export async function findPerson(sql: Sql, shopId: string, hint: PersonHint, country: string | null, named: readonly string[] = []): Promise<Person> {
  const email = normaliseEmail(hint.email);
  const phone = hint.phone === null ? null : (normalisePhone(hint.phone, country) ?? hint.phone);
  const survivors = await findSurvivors(sql, shopId, { ...hint, email, phone });
  const profileIds = [...survivors, ...(await sql.$queryRawUnsafe<{ id: string }[]>(`SELECT id::text FROM profile WHERE shop_id = $1 AND merged_into = ANY($2::uuid[])`, shopId, survivors)).map((row) => row.id)].sort();
  const names = { ref: new Set<string>(), email: new Set<string>(), phone: new Set<string>(), user: new Set<string>(), anonymous: new Set<string>() };
  const identities = await sql.$queryRawUnsafe<{ kind: IdentityKind; value: string }[]>(`SELECT kind, value FROM identity WHERE shop_id = $1 AND profile_id = ANY($2::uuid[])`, shopId, profileIds);
  for (const { kind, value } of identities) if (kind !== "order") names[kind].add(value);
  for (const { state } of await sql.$queryRawUnsafe<{ state: Profile }[]>(`SELECT state FROM profile WHERE shop_id = $1 AND id = ANY($2::uuid[])`, shopId, profileIds)) {
    for (const value of state.refs) names.ref.add(value);
    for (const value of state.emails) names.email.add(value);
    for (const value of state.phones) names.phone.add(value);
    for (const value of state.users) names.user.add(value);
  }
  if (hint.ref !== null) names.ref.add(hint.ref);
  if (email !== null) names.email.add(email);
  if (phone !== null) names.phone.add(phone);
  const orders = await sql.$queryRawUnsafe<{ ref: string }[]>(`SELECT ref FROM "order" WHERE shop_id = $1 AND profile_id = ANY($2::uuid[])`, shopId, profileIds);
  const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();
  return {
    profileIds, survivors, orderRefs: sorted([...hint.orderRefs, ...named, ...orders.map((order) => order.ref), ...identities.filter(({ kind }) => kind === "order").map(({ value }) => value)]),
    names: { ref: sorted(names.ref), email: sorted(names.email), phone: sorted(names.phone), user: sorted(names.user), anonymous: sorted(names.anonymous) },
  };
}

/**
 * Orders that name a person. An edited order stays with whom it was first seen with, so it may be another's. Reads every
 * order of the shop: not to be asked while others wait.
 */
export async function ordersNaming(sql: Sql, shopId: string, { names }: Person): Promise<string[]> {
  const rows = await sql.$queryRawUnsafe<{ ref: string }[]>(
    `SELECT ref FROM "order" WHERE shop_id = $1 AND (state #>> '{details,customer,email}' = ANY($2) OR state #>> '{details,customer,ref}' = ANY($3))`, shopId, names.email, names.ref,
  );
  return rows.map((row) => row.ref);
}

async function findSurvivors(sql: Sql, shopId: string, hint: PersonHint): Promise<string[]> {
  const rows = await sql.$queryRawUnsafe<{ id: string; sure: boolean }[]>(
    `SELECT profile_id::text AS id, kind IN ('ref', 'email') AS sure FROM identity WHERE shop_id = $1
       AND ((kind = 'ref' AND value = $2) OR (kind = 'email' AND value = $3) OR (kind = 'phone' AND value = $4) OR (kind = 'order' AND value = ANY($5)))
     UNION SELECT profile_id::text, false FROM "order" WHERE shop_id = $1 AND ref = ANY($5) AND profile_id IS NOT NULL
     UNION SELECT id::text, true FROM profile WHERE shop_id = $1 AND id::text = $6`,
    shopId, hint.ref, hint.email, hint.phone, [...hint.orderRefs], hint.profileId ?? null,
  );
  const sure = new Set(rows.filter((row) => row.sure).map((row) => row.id));
  const found = new Set<string>();
  for (let wanted = [...new Set(rows.map((row) => row.id))]; wanted.length > 0; ) {
    const profiles = await sql.$queryRawUnsafe<{ id: string; merged_into: string | null; state: Profile }[]>(`SELECT id::text, merged_into::text, state FROM profile WHERE shop_id = $1 AND id = ANY($2::uuid[])`, shopId, wanted);
    wanted = [];
    for (const { id, merged_into: into, state } of profiles) {
      if (into !== null) {
        if (sure.has(id)) sure.add(into);
        if (!found.has(into)) wanted.push(into);
      } else if (sure.has(id) || maySame(hint, state)) found.add(id);
    }
  }
  return [...found].sort();
}

/** A telephone number or an order alone does not make somebody of another e-mail address or account this person. */
function maySame({ ref, email }: PersonHint, profile: Profile): boolean {
  if (ref !== null && profile.refs.includes(ref)) return true;
  if (email !== null && profile.emails.includes(email)) return true;
  return !(email !== null && profile.emails.length > 0) && !(ref !== null && profile.refs.length > 0);
}
