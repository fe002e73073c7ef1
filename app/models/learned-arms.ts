import { trialsOf } from "../core/journey/catalog/subject-trial.ts";
import type { Definition } from "../core/journey/definition.ts";
import { armsKey } from "../core/journey/draw-arm.ts";
import { armChances, discounted } from "../core/scoring/effects/bandit.ts";
import type { DayTally } from "../core/scoring/effects/bandit.ts";
import { DAY, formatInstant } from "../core/shared/instant.ts";
import { WITHIN_DAYS } from "../core/scoring/effects/within-days.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { ShopStats } from "../core/shop.ts";
import type { Sql } from "./store/transaction.ts";

/** Tastes of two months ago count for half. */
const HALF_LIFE_DAYS = 60;
const LOOKS_BACK = 400 * DAY;

/** Chances of the arms of every split that learns, from what happened before `week`: see core/scoring/effects/bandit. */
export async function learnedArms(sql: Sql, shopId: string, week: Instant): Promise<Pick<ShopStats, "arms">> {
  const journeys = await sql.$queryRawUnsafe<{ key: string; definition: Definition }[]>(
    `SELECT j.key, v.definition FROM journey j JOIN journey_version v ON v.shop_id = j.shop_id AND v.key = j.key AND v.version = j.version
     WHERE j.shop_id = $1 AND jsonb_path_exists(v.definition, '$.steps.*.learn') ORDER BY j.key`, shopId,
  );
  const arms: Record<string, Record<string, number>> = {};
  for (const { key, definition } of journeys) {
    const onTrial = trialsOf(definition);
    for (const [stepId, step] of Object.entries(definition.steps)) {
      if (step.kind !== "split" || !step.learn) continue;
      const emails = onTrial.find(({ split }) => split === stepId)?.arms.map((arm) => arm.step) ?? null;
      const tallies = discounted(await dayTallies(sql, shopId, key, stepId, step.learn.goal, week, emails), HALF_LIFE_DAYS, week);
      const known = step.arms.map(({ id }) => tallies.find((tally) => tally.id === id) ?? { id, successes: 0, trials: 0, unsubscribes: 0 });
      if (known.some(({ trials }) => trials > 0)) arms[armsKey(key, stepId)] = Object.fromEntries(armChances(known).map(({ id, chance }) => [id, chance]));
    }
  }
  return Object.keys(arms).length > 0 ? { arms } : {};
}

/**
 * Draws by arm and day, how many of them brought what is hoped for in time, and how many took their consent back.
 *
 * @param emails steps of the arms where they differ in nothing but a subject line: then only those count whose e-mail
 *   left, from that moment, and only clicks in that e-mail. Who gets none says nothing about subjects
 */
async function dayTallies(sql: Sql, shopId: string, journey: string, stepId: string, goal: "clicked" | "ordered", week: Instant, emails: readonly string[] | null): Promise<DayTally[]> {
  const clicked = `(e.data->>'messageId' = drawn.email::text OR (drawn.email IS NULL AND e.data->>'enrollmentId' = drawn.id::text))`;
  const brought = goal === "clicked" ? `e.type = 'message.clicked' AND ${clicked}` : `e.type = 'order.placed'`;
  const rows = await sql.$queryRawUnsafe<{ arm: string; day: Date; trials: number; successes: number; unsubscribes: number }[]>(
    `WITH drawn AS (
       SELECT w.id, w.profile_id, m.id AS email, w.state->'walk'->'arms'->$3::text->>'arm' AS arm,
         coalesce(m.sent_at, (SELECT min(to_timestamp((stop->>'at')::float8 / 1000)) FROM jsonb_array_elements(w.state->'trail') stop WHERE stop->>'step' = $3::text), w.entered_at) AS at
       FROM enrollment w LEFT JOIN message m ON m.shop_id = $1 AND m.enrollment_id = w.id AND m.step = ANY($7::text[]) AND m.channel = 'email' AND m.sent_at IS NOT NULL
       WHERE w.shop_id = $1 AND w.journey = $2 AND w.entered_at >= $5::timestamptz AND w.entered_at < $4::timestamptz AND w.state->'walk'->'arms' ? $3::text AND ($7::text[] IS NULL OR m.id IS NOT NULL))
     SELECT arm, date_trunc('day', at, 'UTC') AS day, count(*)::int AS trials, count(*) FILTER (WHERE brought)::int AS successes, count(*) FILTER (WHERE "left")::int AS unsubscribes
     FROM (SELECT arm, at,
         EXISTS (SELECT 1 FROM event e WHERE e.shop_id = $1 AND e.profile_id = drawn.profile_id AND e.at > drawn.at AND e.at <= drawn.at + make_interval(days => $6::int) AND ${brought}) AS brought,
         EXISTS (SELECT 1 FROM event e WHERE e.shop_id = $1 AND e.profile_id = drawn.profile_id AND e.at > drawn.at AND e.at <= drawn.at + make_interval(days => $6::int) AND e.type = 'consent.withdrawn') AS "left"
       FROM drawn WHERE at + make_interval(days => $6::int) < $4::timestamptz) seen
     GROUP BY 1, 2 ORDER BY 2, 1`,
    shopId, journey, stepId, formatInstant(week), formatInstant(week - LOOKS_BACK), WITHIN_DAYS[goal], emails,
  );
  return rows.map(({ arm, day, ...counts }) => ({ id: arm, day: day.getTime(), ...counts }));
}
