/** What came of a journey's customers beside those who were left alone: counts only, read once per look at its page. */
import type { Definition } from "../core/journey/definition.ts";
import { HELD_OUT } from "../core/journey/draw-arm.ts";
import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";
import type { Database } from "./database.ts";
import { sql } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** An order counts when it comes so soon after the draw. */
export const ORDER_WITHIN_DAYS = 60;
/** Draws further back are of another season and another shop. */
const LOOKS_BACK = 365 * DAY;
/** What the weekly flow is counted over. */
const RECENT = 56 * DAY;

export type ArmCount = {
  readonly id: string;
  /** Customers drawn so long ago that their time to order is over. */
  readonly n: number;
  /** Of those, who ordered within it. */
  readonly ordered: number;
  /** What those orders came to, in the shop's currency, minor units. */
  readonly revenue: number;
  /** Sum over customers of the square of what each spent: what the spread is worked out from. */
  readonly revenueSquares: number;
  /** Customers drawn in a week, at present. */
  readonly perWeek: number;
  /** Drawn, and with time left to order: not counted above. */
  readonly waiting: number;
};

/** Arms with nobody in them are left out. `split` is the step that drew; null for the shop's own comparison group, which gets no marketing at all. */
export type DrawnArms = { readonly split: string | null; readonly arms: readonly ArmCount[] };

export const WRITTEN_TO = "written" as const;

/**
 * Every draw of a journey with what came of it. Each customer counts once, in the arm of their first draw, from that moment:
 * for the shop's comparison group the first message that reached the draw (who had not consented never did, in either
 * arm, and counts in neither), for a split the first visit to it. Orders that were cancelled or not paid for do not count;
 * those in another currency than the shop's count, and not as revenue.
 */
export async function journeyEffect(db: Database, { id: shopId, currency }: Pick<Shop, "id" | "currency">, key: string, definition: Definition, now: Instant): Promise<DrawnArms[]> {
  const since = new Date(now - LOOKS_BACK);
  const splits = Object.entries(definition.steps).flatMap(([id, step]) => (step.kind === "split" ? [id] : []));
  const count = async (split: string | null, drawn: Sql): Promise<DrawnArms> => {
    const rows = await db.$queryRaw<Row[]>`WITH drawn AS (${drawn}), ${spent(shopId, currency)} ${counted(now)}`;
    return { split, arms: rows.map(toArm) };
  };
  return Promise.all([count(null, byHoldout(shopId, key, since)), ...splits.map((split) => count(split, bySplit(shopId, key, split, since)))]);
}

/** From the walks to their decisions: those are found by customer, not by journey. */
function byHoldout(shopId: string, key: string, since: Date): Sql {
  return sql`SELECT DISTINCT ON (d.profile_id) d.profile_id, d.at, CASE WHEN (d.facts->'holdout'->>'heldOut')::boolean THEN ${HELD_OUT} ELSE ${WRITTEN_TO} END AS arm
    FROM (SELECT DISTINCT profile_id FROM enrollment WHERE shop_id = ${shopId} AND journey = ${key} AND entered_at >= ${since}) walked
    JOIN decision d ON d.shop_id = ${shopId} AND d.profile_id = walked.profile_id AND d.at >= ${since}
    WHERE d.journey = ${key} AND (d.facts->'holdout'->>'share')::float8 > 0 ORDER BY d.profile_id, d.at`;
}

function bySplit(shopId: string, key: string, split: string, since: Date): Sql {
  return sql`SELECT DISTINCT ON (e.profile_id) e.profile_id, e.state->'walk'->'arms'->${split}::text->>'arm' AS arm,
      coalesce((SELECT min(to_timestamp((stop->>'at')::float8 / 1000)) FROM jsonb_array_elements(e.state->'trail') stop WHERE stop->>'step' = ${split}), e.entered_at) AS at
    FROM enrollment e WHERE e.shop_id = ${shopId} AND e.journey = ${key} AND e.entered_at >= ${since} AND e.state->'walk'->'arms' ? ${split}::text ORDER BY e.profile_id, e.entered_at`;
}

function spent(shopId: string, currency: string): Sql {
  return sql`spent AS (
    SELECT drawn.profile_id, drawn.arm, drawn.at, count(o.id) AS orders, coalesce(sum(o.total) FILTER (WHERE o.currency = ${currency}), 0)::float8 AS revenue
    FROM drawn LEFT JOIN "order" o ON o.shop_id = ${shopId} AND o.profile_id = drawn.profile_id AND o.placed_at > drawn.at AND o.placed_at <= drawn.at + make_interval(days => ${ORDER_WITHIN_DAYS}::int)
      AND NOT o.test AND o.status NOT IN ('draft', 'deleted', 'cancelled', 'payment_failed') GROUP BY 1, 2, 3)`;
}

function counted(now: Instant): Sql {
  return sql`SELECT arm, count(*) FILTER (WHERE ripe)::int AS n, count(*) FILTER (WHERE ripe AND orders > 0)::int AS ordered, coalesce(sum(revenue) FILTER (WHERE ripe), 0) AS revenue,
      coalesce(sum(revenue * revenue) FILTER (WHERE ripe), 0) AS squares, count(*) FILTER (WHERE at > ${new Date(now - RECENT)})::int AS recent, count(*) FILTER (WHERE NOT ripe)::int AS waiting
    FROM (SELECT *, at + make_interval(days => ${ORDER_WITHIN_DAYS}::int) <= ${new Date(now)} AS ripe FROM spent) seen GROUP BY arm ORDER BY arm`;
}

type Row = { readonly arm: string; readonly n: number; readonly ordered: number; readonly revenue: number; readonly squares: number; readonly recent: number; readonly waiting: number };

function toArm({ arm, n, ordered, revenue, squares, recent, waiting }: Row): ArmCount {
  return { id: arm, n, ordered, revenue, revenueSquares: squares, perWeek: recent / (RECENT / (7 * DAY)), waiting };
}
