/** What came of each subject line on trial, by the week of the draw: counts only, read once per look at a journey's page. */
import type { SubjectTrial } from "../core/journey/catalog/subject-trial.ts";
import { WITHIN_DAYS } from "../core/scoring/effects/within-days.ts";
import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "./database.ts";
import { sql } from "./sql.ts";

/** Draws further back are of another season. */
const LOOKS_BACK = 365 * DAY;

/** `n`: customers whose e-mail left so long ago that their time is over; `waiting`: those who have time left. */
export type TrialWeek = { readonly arm: string; readonly week: Instant; readonly n: number; readonly brought: number; readonly waiting: number };

/**
 * Each customer counts once, in the arm of the first e-mail of this trial that left for them. Whether it left has nothing
 * to do with its subject, so those it did not leave for are in neither arm. It brought something when it was clicked, or
 * when an order came, within its days (WITHIN_DAYS).
 */
export async function trialWeeks(db: Database, shopId: string, key: string, { split, goal, arms }: SubjectTrial, now: Instant): Promise<TrialWeek[]> {
  const brought = goal === "clicked"
    ? sql`clicked_at <= sent_at + make_interval(days => ${WITHIN_DAYS.clicked}::int)`
    : sql`EXISTS (SELECT 1 FROM event e WHERE e.shop_id = ${shopId} AND e.profile_id = got.profile_id AND e.type = 'order.placed' AND e.at > sent_at AND e.at <= sent_at + make_interval(days => ${WITHIN_DAYS.ordered}::int))`;
  const rows = await db.$queryRaw<{ arm: string; week: Date; n: number; brought: number; waiting: number }[]>`
    WITH got AS (
      SELECT DISTINCT ON (w.profile_id) w.profile_id, w.state->'walk'->'arms'->${split}::text->>'arm' AS arm, m.sent_at, m.clicked_at,
        coalesce((SELECT min(to_timestamp((stop->>'at')::float8 / 1000)) FROM jsonb_array_elements(w.state->'trail') stop WHERE stop->>'step' = ${split}), w.entered_at) AS drawn_at
      FROM enrollment w JOIN message m ON m.shop_id = ${shopId} AND m.enrollment_id = w.id AND m.step = ANY(${arms.map(({ step }) => step)}) AND m.channel = 'email' AND m.sent_at IS NOT NULL
      WHERE w.shop_id = ${shopId} AND w.journey = ${key} AND m.sent_at >= ${new Date(now - LOOKS_BACK)} AND w.state->'walk'->'arms'->${split}::text->>'arm' = ANY(${arms.map(({ id }) => id)})
      ORDER BY w.profile_id, m.sent_at)
    SELECT arm, date_trunc('week', drawn_at, 'UTC') AS week, count(*) FILTER (WHERE ripe)::int AS n, count(*) FILTER (WHERE ripe AND brought)::int AS brought, count(*) FILTER (WHERE NOT ripe)::int AS waiting
    FROM (SELECT arm, drawn_at, sent_at + make_interval(days => ${WITHIN_DAYS[goal]}::int) <= ${new Date(now)} AS ripe, coalesce(${brought}, false) AS brought FROM got) seen
    GROUP BY 1, 2 ORDER BY 2, 1`;
  return rows.map(({ week, ...counts }) => ({ week: week.getTime(), ...counts }));
}
