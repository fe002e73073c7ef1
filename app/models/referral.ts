import { normaliseCode } from "../core/event/payload/codes.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { ReferralStatus } from "../core/referral/referral.ts";
import type { Database } from "./database.ts";

export type CodeOfLink = { readonly code: string; readonly shopId: string; readonly profileId: string; readonly enrollmentId: string };

/**
 * Whose code a link carries. The link is the authority here and names no shop; should two shops have made the same
 * code, nobody can tell whose it is, and it is nobody's: a friend must not be led to the wrong store.
 */
export async function findCodeOfLink(db: Database, text: string): Promise<CodeOfLink | null> {
  const code = normaliseCode(text);
  if (code === null) return null;
  const rows = await db.action.findMany({
    where: { made: code, kind: "referral_code" }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], take: 50, select: { shopId: true, profileId: true, enrollmentId: true },
  });
  const first = rows[0];
  if (!first || rows.some((row) => row.shopId !== first.shopId)) return null;
  // Every walk of a customer makes the same code; the newest promised last.
  const newest = rows.findLast((row) => row.profileId === first.profileId) ?? first;
  return { code, ...newest };
}

/** What a friend gets, in the merchant's words of the journey that made the code; null when it promises nothing. */
export async function friendReward(db: Database, shopId: string, enrollmentId: string): Promise<string | null> {
  const walk = await db.enrollment.findFirst({ where: { shopId, id: enrollmentId }, select: { journey: true, version: true } });
  const version = walk && (await db.journeyVersion.findUnique({ where: { shopId_key_version: { shopId, key: walk.journey, version: walk.version } }, select: { definition: true } }));
  const { texts } = (version?.definition ?? {}) as Partial<Definition> & { texts?: Readonly<Record<string, string>> };
  return texts?.["friendReward"]?.trim() || null;
}

export type ReferralRow = {
  readonly code: string;
  readonly orderRef: string;
  readonly profileId: string;
  readonly friendId: string;
  readonly status: ReferralStatus;
  readonly reason: string | null;
};

/** The friends' orders that a customer's recommendations brought, at most `limit`. */
export async function referralsOf(db: Database, shopId: string, profileId: string, limit: number): Promise<ReferralRow[]> {
  const rows = await db.referral.findMany({ where: { shopId, profileId }, orderBy: { orderRef: "asc" }, take: limit, omit: { shopId: true, state: true, place: true } });
  return rows.map((row) => ({ ...row, status: row.status as ReferralStatus }));
}
