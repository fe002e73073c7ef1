/** What the pages about journeys read: who is where, and how it went. */
import type { Definition } from "../core/journey/definition.ts";
import type { Enrollment, EnrollmentStatus } from "../core/journey/enrollment.ts";
import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { canMove } from "../engine/journey-control.ts";
import type { Database } from "./database.ts";
import type { JourneyStatus } from "./journey-control.ts";
import { startAt, toPage } from "./keyset.ts";
import type { Cursor, Page } from "./keyset.ts";

export type JourneyFigures = { readonly on: number; readonly entered: number; readonly sent: number; readonly goals: number };
export type JourneyRow = JourneyFigures & { readonly key: string; readonly name: string; readonly does: string; readonly status: JourneyStatus; /** Whether there is a goal to reach. */ readonly hasGoal: boolean };

/** A walk that reaches its goal began at most this long ago: what bounds the search for goals. */
const LONGEST_WALK = 400 * DAY;

/** A shop's journeys with figures of the time since `since`. */
export async function journeyRows(db: Database, shopId: string, since: Instant): Promise<JourneyRow[]> {
  const journeys = await db.$queryRaw<{ key: string; status: JourneyStatus; name: string | null; does: string | null; has_goal: boolean | null }[]>`
    SELECT j.key, j.status, v.definition->>'name' AS name, v.definition->'about'->>'does' AS does,
      v.definition ? 'goal' OR jsonb_path_exists(v.definition, '$.steps.*.goal ? (@ == true)') AS has_goal
    FROM journey j LEFT JOIN journey_version v ON v.shop_id = j.shop_id AND v.key = j.key AND v.version = j.version WHERE j.shop_id = ${shopId} ORDER BY j.key`;
  const [on, entered, goals, sent] = await Promise.all([
    db.$queryRaw<Counted[]>`SELECT journey, count(*)::int AS n FROM enrollment WHERE shop_id = ${shopId} AND status IN ('active', 'paused') GROUP BY journey`,
    db.$queryRaw<Counted[]>`SELECT journey, count(*)::int AS n FROM enrollment WHERE shop_id = ${shopId} AND journey = ANY(${journeys.map(({ key }) => key)}) AND entered_at >= ${new Date(since)} AND status <> 'never_started' GROUP BY journey`,
    db.$queryRaw<Counted[]>`SELECT journey, count(*)::int AS n FROM enrollment WHERE shop_id = ${shopId} AND journey = ANY(${journeys.map(({ key }) => key)}) AND entered_at >= ${new Date(since - LONGEST_WALK)} AND reached_goal AND ended_at >= ${new Date(since)} GROUP BY journey`,
    db.$queryRaw<Counted[]>`SELECT journey, count(*)::int AS n FROM message WHERE shop_id = ${shopId} AND created_at >= ${new Date(since)} AND sent_at IS NOT NULL AND journey IS NOT NULL GROUP BY journey`,
  ]);
  const of = (counted: readonly Counted[], key: string): number => counted.find((one) => one.journey === key)?.n ?? 0;
  return journeys.map(({ key, status, name, does, has_goal }) => ({ key, hasGoal: has_goal === true, status, name: name ?? key, does: does ?? "", on: of(on, key), entered: of(entered, key), sent: of(sent, key), goals: of(goals, key) }));
}

type Counted = { readonly journey: string; readonly n: number };

export type Version = { readonly version: number; readonly createdAt: Instant; readonly definition: Definition; readonly settings: Readonly<Record<string, unknown>> };
export type FoundJourney = { readonly key: string; readonly status: JourneyStatus; /** New walks start on it. */ readonly version: number; /** Newest first. */ readonly versions: readonly Version[] };

export async function findJourney(db: Database, shopId: string, key: string): Promise<FoundJourney | null> {
  const journey = await db.journey.findUnique({ where: { shopId_key: { shopId, key } } });
  if (!journey) return null;
  const rows = await db.journeyVersion.findMany({ where: { shopId, key }, orderBy: { version: "desc" } });
  const versions = rows.map((row) => ({ version: row.version, createdAt: row.createdAt.getTime(), definition: row.definition as unknown as Definition, settings: row.settings as Record<string, unknown> }));
  return { key, status: journey.status as JourneyStatus, version: journey.version, versions };
}

export type Standing = { readonly version: number; readonly step: string; readonly people: number };

/** How many people stand on each step of each version now. */
export async function standing(db: Database, shopId: string, key: string): Promise<Standing[]> {
  return db.$queryRaw<Standing[]>`SELECT version, step, count(*)::int AS people FROM enrollment WHERE shop_id = ${shopId} AND journey = ${key} AND status IN ('active', 'paused') GROUP BY version, step ORDER BY version, step`;
}

/** Of those held by a pause, how many would move at once. */
export async function dueWhenResumed(db: Database, shopId: string, key: string, now: Instant): Promise<number> {
  return db.enrollment.count({ where: { shopId, journey: key, status: "paused", dueAt: { lte: new Date(now) } } });
}

/** Marketing of a journey that is queued: a pause holds it, a stop calls it back. */
export async function queuedMarketing(db: Database, shopId: string, key: string): Promise<number> {
  return db.message.count({ where: { shopId, status: "queued", journey: key, class: "marketing" } });
}

/** How many of those on other versions can be taken to this one, and how many must stay. Where a turn took them from is asked when they are moved. */
export function movable({ versions }: Pick<FoundJourney, "versions">, stands: readonly Standing[], to: number): { moves: number; stays: number } {
  const target = versions.find((one) => one.version === to);
  let [moves, stays] = [0, 0];
  for (const { version, step, people } of stands) {
    const from = versions.find((one) => one.version === version);
    if (version === to || !target || !from) continue;
    if (canMove(from.definition, target.definition, step)) moves += people;
    else stays += people;
  }
  return { moves, stays };
}

export type WalkRow = { readonly id: string; readonly profileId: string; readonly customer: string; readonly version: number; readonly enteredAt: Instant; readonly status: EnrollmentStatus; readonly state: Enrollment };

/** Walks of a journey, those who entered last first. */
export async function walksOf(db: Database, shopId: string, key: string, which: "now" | "over", step: string | undefined, cursor: Cursor | null, limit: number): Promise<Page<WalkRow>> {
  const direction = cursor?.back ? "asc" : "desc";
  const rows = await db.enrollment.findMany({
    where: { shopId, journey: key, status: { in: which === "now" ? ["active", "paused"] : ["completed", "exited"] }, ...(step === undefined ? {} : { step }), ...startAt("enteredAt", cursor) },
    orderBy: [{ enteredAt: direction }, { id: direction }],
    take: limit + 1,
  });
  const people = await db.profile.findMany({ where: { shopId, id: { in: rows.map((row) => row.profileId) } }, select: { id: true, name: true } });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const walks = rows.map((row) => ({
    id: row.id, profileId: row.profileId, customer: names.get(row.profileId) ?? "Unknown", version: row.version, enteredAt: row.enteredAt.getTime(), status: row.status as EnrollmentStatus, state: row.state as unknown as Enrollment,
  }));
  return toPage(walks, limit, cursor, (row) => ({ at: row.enteredAt, id: row.id }));
}
