/**
 * A merchant's hand on a whole journey. Each call is one transaction that has the shop's journeys alone, so two
 * clicks at once come one after the other and the second finds the work done. Bulk statements come to the very same
 * as engine/journey-control does for one walk.
 */
import { quietHours } from "../core/decision/rules/quiet-hours.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Profile } from "../core/profile/profile.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { canMove, looksAgain } from "../engine/journey-control.ts";
import type { Database } from "./database.ts";
import { readShop } from "./shop.ts";
import { holdJourneys } from "./store/journey-lock.ts";
import { oneTransaction } from "./one-transaction.ts";
import type { Sql } from "./store/transaction.ts";

export type JourneyStatus = "live" | "paused" | "off" | "stopping";

/** `not_now`: the journey is in a state in which this means nothing; nothing was changed. */
export type Controlled =
  | { readonly kind: "done"; readonly people: number; readonly status: JourneyStatus }
  | { readonly kind: "already"; readonly status: JourneyStatus }
  | { readonly kind: "not_now"; readonly status: JourneyStatus }
  | { readonly kind: "unknown" };

const PAUSED = "The journey is paused; this waits with it.";

/** Holds everyone where they are. Nobody enters and no marketing leaves until it is resumed; news of an order still goes. */
export async function pauseJourney(db: Database, shopId: string, key: string): Promise<Controlled> {
  return change(db, shopId, key, ["live", "off"], "paused", (sql) => holdEveryone(sql, shopId, key));
}

/** Lets everyone go on. With `enter`, new people enter again too. @param now when what waited may leave, quiet hours minded */
export async function resumeJourney(db: Database, shopId: string, key: string, now: Instant, enter = true): Promise<Controlled> {
  return change(db, shopId, key, ["paused"], enter ? "live" : "off", async (sql) => {
    await releaseMessages(sql, shopId, key, now);
    return sql.$executeRawUnsafe(
      `UPDATE enrollment e SET status = 'active',
         due_at = CASE WHEN x.again AND (due_at IS NULL OR due_at > $4::timestamptz) THEN $4::timestamptz ELSE due_at END,
         state = e.state || jsonb_build_object('status', 'active', 'dueAt', CASE WHEN x.again THEN to_jsonb(least(coalesce((e.state->>'dueAt')::bigint, $5::bigint), $5::bigint)) ELSE e.state->'dueAt' END)
       FROM (SELECT id, state->'held' <> 'null' OR version || ':' || step = ANY($3) OR (state->'walk'->'seen') ?| ARRAY(SELECT jsonb_array_elements_text(state->'waitingFor')) AS again
         FROM enrollment WHERE shop_id = $1 AND journey = $2 AND status = 'paused') AS x
       WHERE e.id = x.id`,
      shopId, key, await stepsToLookAt(sql, shopId, key), formatInstant(now), now,
    );
  });
}

/** Lets nobody enter; who is on it goes on. */
export async function switchOff(db: Database, shopId: string, key: string): Promise<Controlled> {
  return change(db, shopId, key, ["live"], "off", async () => 0);
}

/** Lets new people enter. */
export async function switchOn(db: Database, shopId: string, key: string): Promise<Controlled> {
  return change(db, shopId, key, ["off"], "live", async () => 0);
}

/** Ends everyone's walk: they stand still from this moment, and the worker ends them one after another. */
export async function stopJourney(db: Database, shopId: string, key: string): Promise<Controlled> {
  return change(db, shopId, key, ["live", "paused", "off"], "stopping", async (sql) => {
    await holdEveryone(sql, shopId, key);
    const [row] = await sql.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM enrollment WHERE shop_id = $1 AND journey = $2 AND status IN ('active', 'paused')`, shopId, key);
    return row?.n ?? 0;
  });
}

/** Every step that turns took the walk from is one of $7. */
const CAME_FROM = `NOT EXISTS (SELECT 1 FROM jsonb_array_elements(coalesce(state->'walk'->'left', '[]')) AS l WHERE l->>'step' <> ALL($7::text[]))`;

/** Takes everyone who stands on a step that is in version `to` to that version: same step, same due time. `people` were moved. @param from only those on this version; everybody when left out */
export async function moveToVersion(db: Database, shopId: string, key: string, to: number, from?: number): Promise<Controlled> {
  return alone(db, shopId, key, async (sql, status) => {
    const versions = await definitions(sql, shopId, key);
    const target = versions.find((one) => one.version === to);
    if (!target) return { kind: "unknown" };
    if (status === "stopping") return { kind: "not_now", status };
    let people = 0;
    for (const { version, definition } of versions) {
      const steps = version === to || (from !== undefined && version !== from) ? [] : Object.keys(definition.steps).filter((step) => canMove(definition, target.definition, step));
      for (const step of steps) {
        const there = target.definition.steps[step];
        const events = JSON.stringify(there?.kind === "waitFor" ? there.events : []);
        people += await sql.$executeRawUnsafe(
          `UPDATE enrollment SET version = $4, state = state || jsonb_build_object('version', $4::int, 'waitingFor', CASE WHEN state->'waitingFor' = '[]' OR $6::jsonb = '[]' THEN state->'waitingFor' ELSE $6::jsonb END)
           WHERE shop_id = $1 AND journey = $2 AND version = $3 AND step = $5 AND status IN ('active', 'paused') AND ${CAME_FROM}`,
          shopId, key, version, to, step, events, steps,
        );
      }
    }
    return { kind: "done", people, status };
  });
}

async function change(db: Database, shopId: string, key: string, from: readonly JourneyStatus[], to: JourneyStatus, work: (sql: Sql) => Promise<number>): Promise<Controlled> {
  return alone(db, shopId, key, async (sql, status) => {
    if (status === to) return { kind: "already", status };
    if (!from.includes(status)) return { kind: "not_now", status };
    const people = await work(sql);
    await sql.$executeRawUnsafe(`UPDATE journey SET status = $3 WHERE shop_id = $1 AND key = $2`, shopId, key, to);
    return { kind: "done", people, status: to };
  });
}

async function alone(db: Database, shopId: string, key: string, work: (sql: Sql, status: JourneyStatus) => Promise<Controlled>): Promise<Controlled> {
  return oneTransaction(db, async (sql) => {
    await holdJourneys(sql, shopId);
    const [row] = await sql.$queryRawUnsafe<{ status: JourneyStatus }[]>(`SELECT status FROM journey WHERE shop_id = $1 AND key = $2 FOR UPDATE`, shopId, key);
    return row ? work(sql, row.status) : { kind: "unknown" };
  });
}

async function holdEveryone(sql: Sql, shopId: string, key: string): Promise<number> {
  await sql.$executeRawUnsafe(`UPDATE message SET send_at = NULL, reason = $3 WHERE shop_id = $1 AND journey = $2 AND class = 'marketing' AND status = 'queued' AND send_at IS NOT NULL`, shopId, key, PAUSED);
  return sql.$executeRawUnsafe(`UPDATE enrollment SET status = 'paused', state = jsonb_set(state, '{status}', '"paused"') WHERE shop_id = $1 AND journey = $2 AND status = 'active'`, shopId, key);
}

/** What waited was decided for another hour of the customer's day: it leaves at once only if that is not their night. */
async function releaseMessages(sql: Sql, shopId: string, key: string, now: Instant): Promise<void> {
  const waiting = await sql.$queryRawUnsafe<{ id: string; profile: Profile }[]>(
    `SELECT m.id::text, p.state AS profile FROM message m JOIN profile p ON p.id = m.profile_id WHERE m.shop_id = $1 AND m.journey = $2 AND m.class = 'marketing' AND m.status = 'queued' AND m.send_at IS NULL`,
    shopId, key,
  );
  if (waiting.length === 0) return;
  const shop = await readShop(sql, shopId);
  const rows = waiting.map(({ id, profile }) => {
    const { verdict } = quietHours.check({ class: "marketing", channel: "email", profile, shop, now });
    return { id, send_at: formatInstant(verdict.kind === "hold" ? verdict.until : now) };
  });
  await sql.$executeRawUnsafe(
    `UPDATE message m SET send_at = x.send_at, reason = NULL FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, send_at timestamptz) WHERE m.id = x.id AND m.shop_id = $1 AND m.status = 'queued'`,
    shopId, JSON.stringify(rows),
  );
}

/** "3:until_delivered", for the steps of every version that must be looked at again after a pause. */
async function stepsToLookAt(sql: Sql, shopId: string, key: string): Promise<string[]> {
  const all = await definitions(sql, shopId, key);
  return all.flatMap(({ version, definition }) => Object.entries(definition.steps).flatMap(([id, step]) => (looksAgain(step.kind) ? [`${version}:${id}`] : [])));
}

async function definitions(sql: Sql, shopId: string, key: string): Promise<{ version: number; definition: Definition }[]> {
  return sql.$queryRawUnsafe(`SELECT version, definition FROM journey_version WHERE shop_id = $1 AND key = $2 ORDER BY version`, shopId, key);
}
