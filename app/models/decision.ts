import type { Decision } from "../core/decision/decision.ts";
import type { Database } from "./database.ts";
import { startAt, toPage } from "./keyset.ts";
import type { Cursor, Page } from "./keyset.ts";

type Row = Awaited<ReturnType<Database["decision"]["findFirstOrThrow"]>>;

export function toDecision({ shopId: _shopId, at, heldUntil, ...row }: Row): Decision {
  return { ...row, at: at.getTime(), heldUntil: heldUntil?.getTime() ?? null } as Decision;
}

/** What was decided about a customer, newest first. */
export async function decisionsOf(db: Database, shopId: string, profileId: string, cursor: Cursor | null, limit: number): Promise<Page<Decision>> {
  const direction = cursor?.back ? "asc" : "desc";
  const rows = await db.decision.findMany({
    where: { shopId, profileId, ...startAt("at", cursor) },
    orderBy: [{ at: direction }, { id: direction }],
    take: limit + 1,
  });
  return toPage(rows.map(toDecision), limit, cursor, (decision) => ({ at: decision.at, id: decision.id }));
}

/** Every decision about one step of one walk, oldest first: the holds that came before a message, too. */
export async function decisionsAbout(db: Database, shopId: string, message: { profileId: string; enrollmentId: string | null; step: string | null; id: string }): Promise<Decision[]> {
  const about = message.enrollmentId === null ? { messageId: message.id } : { enrollmentId: message.enrollmentId, step: message.step };
  const rows = await db.decision.findMany({ where: { shopId, profileId: message.profileId, ...about }, orderBy: [{ at: "asc" }, { id: "asc" }], take: 50 });
  return rows.map(toDecision);
}
