import type { Database } from "./database.ts";
import type { DeliveryRow } from "./delivery.ts";
import { eventsRecorded } from "./event.ts";
import type { RecordedEvent } from "./event.ts";

/**
 * The events a delivery led to: those told by the order or account it was about, recorded in the transaction
 * that settled it. Another delivery about the same thing in that very transaction cannot be told apart.
 */
export async function eventsFrom(db: Database, shopId: string, delivery: DeliveryRow): Promise<(RecordedEvent & { profileId: string })[]> {
  const { resource, processedAt } = delivery;
  if (resource === null || processedAt === null) return [];
  const [kind, ref] = [resource.slice(0, resource.indexOf(":")), resource.slice(resource.indexOf(":") + 1)];
  const about = { where: { shopId_ref: { shopId, ref } }, select: { state: true } };
  const row = kind === "customer" ? await db.account.findUnique(about) : await db.order.findUnique(about);
  const { told } = (row?.state ?? {}) as { told?: readonly string[] };
  return told ? eventsRecorded(db, shopId, told, processedAt, processedAt) : [];
}
