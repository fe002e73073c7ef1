/** Finds what was kept of requests that name a person, and empties it. */
import type { Translation } from "../../core/event/connector.ts";
import type { PersonHint } from "../../core/event/notice.ts";
import type { Snapshot } from "../../core/event/snapshot.ts";
import { orderRefOfPart } from "../../core/event/order-state.ts";
import { normaliseEmail } from "../../core/shared/contact.ts";
import { NO_ID } from "../no-id.ts";
import type { Sql } from "../plain-sql.ts";
import { blankDeliveries } from "./blank.ts";
import type { Person } from "./person.ts";
import { tracer } from "./traces.ts";

/** How a shop's platform is read: its connector, told of the shop. */
export type Reader = {
  readonly translate: (topic: string, body: Uint8Array, receivedAt: number) => Translation;
  readonly textOf: (body: Uint8Array) => string;
};

const AT_ONCE = 200;
const ERASED = "Erased: it named a customer whose data was erased.";

type Row = { readonly id: string; readonly topic: string; readonly status: string; readonly headers: unknown; readonly body: Uint8Array; readonly received_at: Date };

/** Looks through the next of a shop's deliveries. @returns the last one it looked at; null when there were no more */
export async function scrubSome(sql: Sql, shopId: string, person: Person, reader: Reader, after: string | null): Promise<string | null> {
  const rows = await sql.$queryRawUnsafe<Row[]>(
    `SELECT id::text, topic, status, headers, body, received_at FROM delivery WHERE shop_id = $1 AND id > $2::uuid ORDER BY delivery.id LIMIT ${AT_ONCE}`, shopId, after ?? NO_ID,
  );
  const names = namer(person, reader);
  const found = rows.filter((row) => row.body.length > 0 && names(row)).map((row) => row.id);
  if (found.length > 0) {
    await blankDeliveries(sql, shopId, found);
    await sql.$executeRawUnsafe(`UPDATE delivery SET reason = $3, status = CASE status WHEN 'processed' THEN status ELSE 'unhandled' END, processed_at = coalesce(processed_at, received_at) WHERE shop_id = $1 AND id = ANY($2::uuid[])`, shopId, found, ERASED);
  }
  return rows.at(-1)?.id ?? null;
}

/** The demo's stores hold what their shoppers will do: none of it is this person's any more. */
export async function scrubDemo(sql: Sql, shopId: string, person: Person, reader: Reader): Promise<void> {
  const rows = await sql.$queryRawUnsafe<{ id: string; topic: string; body: string; at: Date }[]>(`SELECT id::text, topic, body, at FROM demo_webhook WHERE shop_id = $1`, shopId);
  const names = namer(person, reader);
  const found = rows.filter((row) => names({ ...row, status: "", headers: {}, body: Buffer.from(row.body), received_at: row.at })).map((row) => row.id);
  if (found.length > 0) await sql.$executeRawUnsafe(`DELETE FROM demo_webhook WHERE shop_id = $1 AND id = ANY($2::bigint[])`, shopId, found);
}

function namer(person: Person, { translate, textOf }: Reader): (row: Row) => boolean {
  const traces = tracer(person);
  return ({ topic, status, headers, body, received_at: receivedAt }) => {
    const translation = translate(topic, body, receivedAt.getTime());
    // A request that is yet to be read is emptied then.
    if (translation.kind === "notice" && status === "pending") return false;
    if (translation.kind === "notice" && "person" in translation.notice && isMeant(person, translation.notice.person)) return true;
    if (translation.kind === "snapshots" && translation.snapshots.some((snapshot) => isOf(person, snapshot))) return true;
    return traces(textOf(body)) || traces(JSON.stringify(headers));
  };
}

function isOf(person: Person, snapshot: Snapshot): boolean {
  if (snapshot.kind === "product") return false;
  if (snapshot.kind === "consent") return isMeant(person, { ...snapshot, orderRefs: [] });
  if (snapshot.kind === "customer") return isMeant(person, { ...snapshot.customer, ref: snapshot.ref, orderRefs: [] });
  return person.orderRefs.includes(orderRefOfPart(snapshot)) || (snapshot.kind === "order" && isMeant(person, { ...snapshot.customer, orderRefs: [] }));
}

function isMeant({ names, orderRefs }: Person, hint: PersonHint): boolean {
  const email = normaliseEmail(hint.email);
  if ((hint.ref !== null && names.ref.includes(hint.ref)) || (email !== null && names.email.includes(email))) return true;
  return hint.orderRefs.some((ref) => orderRefs.includes(ref)) || (hint.phone !== null && names.phone.includes(hint.phone));
}
