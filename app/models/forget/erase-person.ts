/** Deletes a person from every table, in steps that each leave the shop in order. */
import { eraseMark } from "../../core/profile/erased.ts";
import type { PersonHint } from "../../core/event/notice.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Shop } from "../../core/shop.ts";
import { holdJourneys } from "../store/journey-lock.ts";
import type { Sql } from "../plain-sql.ts";
import { keepMarks } from "./marks.ts";
import { findPerson } from "./person.ts";
import type { Person } from "./person.ts";

/** Events deleted in one statement. */
const ROWS = 1_000;
/** Whose rows a person's are; the rest is about their orders. */
const OWNED = ["enrollment", "message", "action", "decision", "event"] as const;

/**
 * First step, in the caller's transaction: from here on nothing about this person is taken in, sent or done. Whoever
 * works on the shop is waited for and held off for a moment, so nobody writes back what they read before.
 */
export async function stopPerson(sql: Sql, shop: Shop, hint: PersonHint, named: readonly string[], now: Instant): Promise<Person> {
  await holdJourneys(sql, shop.id);
  const person = await findPerson(sql, shop.id, hint, shop.country, named);
  await keepMarks(sql, shop.id, marksOfPerson(shop, person), now);
  await deleteWork(sql, shop, person);
  return person;
}

/** Deletes some of a person's events. @returns whether there may be more */
export async function deleteSomeEvents(sql: Sql, shopId: string, { profileIds }: Person): Promise<boolean> {
  return (await sql.$executeRawUnsafe(`DELETE FROM event WHERE ctid = ANY(ARRAY(SELECT ctid FROM event WHERE shop_id = $1 AND profile_id = ANY($2::uuid[]) LIMIT ${ROWS}))`, shopId, profileIds)) === ROWS;
}

/**
 * Last step, in the caller's transaction: the person is gone.
 *
 * @param looked what raw requests were searched for
 * @returns false when the person goes by more names by now: then those are to be searched for first
 */
export async function deletePerson(sql: Sql, shop: Shop, hint: PersonHint, looked: Person, now: Instant): Promise<boolean> {
  await holdJourneys(sql, shop.id);
  const person = await findPerson(sql, shop.id, hint, shop.country, looked.orderRefs);
  const known = new Set(marksOfPerson(shop, looked));
  if (marksOfPerson(shop, person).some((mark) => !known.has(mark))) return false;
  await keepMarks(sql, shop.id, [...known], now);
  await deleteWork(sql, shop, person);
  const { profileIds, orderRefs, names } = person;
  for (const table of OWNED) await sql.$executeRawUnsafe(`DELETE FROM ${table} WHERE shop_id = $1 AND profile_id = ANY($2::uuid[])`, shop.id, profileIds);
  await sql.$executeRawUnsafe(`DELETE FROM "order" WHERE shop_id = $1 AND (ref = ANY($2) OR profile_id = ANY($3::uuid[]))`, shop.id, orderRefs, profileIds);
  await sql.$executeRawUnsafe(`DELETE FROM account WHERE shop_id = $1 AND (ref = ANY($2) OR state #>> '{latest,customer,email}' = ANY($3))`, shop.id, names.ref, names.email);
  await sql.$executeRawUnsafe(`DELETE FROM identity WHERE shop_id = $1 AND (profile_id = ANY($2::uuid[]) OR (kind = 'order' AND value = ANY($3)))`, shop.id, profileIds, orderRefs);
  await sql.$executeRawUnsafe(`DELETE FROM profile WHERE shop_id = $1 AND id = ANY($2::uuid[])`, shop.id, profileIds);
  await forgetRequests(sql, shop, person);
  return true;
}

/** Everything the person is known by, as hashes. */
function marksOfPerson(shop: Shop, { names, orderRefs }: Person): string[] {
  const kinds = ["ref", "email", "phone", "user", "anonymous"] as const;
  return [...orderRefs.map((ref) => eraseMark(shop, "order", ref)), ...kinds.flatMap((kind) => names[kind].map((value) => eraseMark(shop, kind, value)))];
}

/** Walks, messages and what is to be done, of the person and about their orders; others keep theirs, without the order's number. */
async function deleteWork(sql: Sql, shop: Shop, { profileIds, orderRefs }: Person): Promise<void> {
  await sql.$executeRawUnsafe(
    `WITH walks AS (DELETE FROM enrollment WHERE shop_id = $1 AND (profile_id = ANY($2::uuid[]) OR order_ref = ANY($3)) RETURNING id),
       mails AS (DELETE FROM message WHERE shop_id = $1 AND (profile_id = ANY($2::uuid[]) OR order_ref = ANY($3)) RETURNING id)
     DELETE FROM decision WHERE shop_id = $1 AND (profile_id = ANY($2::uuid[]) OR enrollment_id IN (SELECT id FROM walks) OR message_id IN (SELECT id FROM mails))`,
    shop.id, profileIds, orderRefs,
  );
  await sql.$executeRawUnsafe(`DELETE FROM action WHERE shop_id = $1 AND profile_id = ANY($2::uuid[])`, shop.id, profileIds);
  await sql.$executeRawUnsafe(`UPDATE action SET order_ref = NULL, detail = detail - 'orderRef' WHERE shop_id = $1 AND order_ref = ANY($2)`, shop.id, orderRefs);
  await sql.$executeRawUnsafe(`DELETE FROM referral WHERE shop_id = $1 AND (profile_id = ANY($2::uuid[]) OR friend_id = ANY($2::uuid[]) OR order_ref = ANY($3))`, shop.id, profileIds, orderRefs);
  // Who recommended keeps that it came to something; the order it was is a hash from now on, in the key too.
  for (const ref of orderRefs) {
    const mark = eraseMark(shop, "order", ref);
    await sql.$executeRawUnsafe(
      `UPDATE event SET key = 'referral:' || (data->>'code') || ':' || $3 || ':' || split_part(type, '.', 2), data = jsonb_set(data, '{friendOrderRef}', to_jsonb($3::text))
       WHERE shop_id = $1 AND type IN ('referral.converted', 'referral.refused') AND data->>'friendOrderRef' = $2 AND NOT (profile_id = ANY($4::uuid[]))`, shop.id, ref, mark, profileIds,
    );
  }
}

/** Requests about this person that are not done: there is nothing left to hand out. What a failed read said of them goes too. */
async function forgetRequests(sql: Sql, shop: Shop, { names, orderRefs }: Person): Promise<void> {
  await sql.$executeRawUnsafe(
    `UPDATE notice SET status = 'done', due_at = NULL, detail = '{}'::jsonb, reason = 'This person''s data was erased meanwhile.'
     WHERE shop_id = $1 AND kind = 'export_person' AND (lower(detail #>> '{person,email}') = ANY($2) OR detail #>> '{person,ref}' = ANY($3) OR detail #> '{person,orderRefs}' ?| $4)`,
    shop.id, names.email, names.ref, orderRefs,
  );
  for (const value of [...names.email, ...names.phone]) await sql.$executeRawUnsafe(`UPDATE pull SET reason = NULL WHERE shop_id = $1 AND strpos(lower(reason), $2) > 0`, shop.id, value);
}
