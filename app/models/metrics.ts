import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./store/transaction.ts";

/** One figure of Prometheus' text format; or one for each status, told apart by a label. */
export type Gauge = { readonly name: string; readonly help: string; readonly value: number | Readonly<Record<string, number>> };

/** How much waits and for how long, over all shops; every figure reads a partial index of what waits, or a row or few per shop. */
export async function readGauges(sql: Sql, now: Instant): Promise<Gauge[]> {
  const rows = await sql.$queryRawUnsafe<{ pending: number; oldest: number | null; due: number; queued: number; sending: number }[]>(
    `SELECT (SELECT count(*) FROM delivery WHERE status = 'pending')::int AS pending,
       (SELECT extract(epoch FROM $1::timestamptz - min(received_at)) FROM delivery WHERE status = 'pending')::float8 AS oldest,
       (SELECT count(*) FROM enrollment WHERE status = 'active' AND due_at <= $1::timestamptz)::int AS due,
       (SELECT count(*) FROM message WHERE status = 'queued' AND send_at <= $1::timestamptz)::int AS queued,
       (SELECT count(*) FROM message WHERE status = 'sending' AND locked_until IS NOT NULL)::int AS sending`,
    formatInstant(now),
  );
  const row = rows[0];
  return [
    { name: "afterglow_deliveries_pending", help: "Webhook deliveries kept and not yet processed.", value: row?.pending ?? 0 },
    { name: "afterglow_deliveries_oldest_seconds", help: "Age of the oldest pending delivery.", value: Math.max(0, row?.oldest ?? 0) },
    { name: "afterglow_walks_due", help: "Walks through journeys that are due now.", value: row?.due ?? 0 },
    { name: "afterglow_messages_queued", help: "Messages that may go now.", value: row?.queued ?? 0 },
    { name: "afterglow_messages_sending", help: "Messages on their way.", value: row?.sending ?? 0 },
    ...(await longWork(sql, now)),
  ];
}

const SCORING = { waiting: 0, learning: 0, scoring: 0, failed: 0 };
const PULLS = { waiting: 0, failed: 0 };

/** What takes minutes or hours. A shop that left waits for nothing, and what was stopped with it is no failure. */
async function longWork(sql: Sql, now: Instant): Promise<Gauge[]> {
  const rows = await sql.$queryRawUnsafe<{ work: "scoring" | "backfill" | "catch_up"; status: string; count: number; age: number | null }[]>(
    `SELECT work, w.status, count(*)::int AS count, extract(epoch FROM $1::timestamptz - min(began))::float8 AS age
     FROM (SELECT 'scoring' AS work, shop_id, status, coalesce(started_at, due_at) AS began FROM score_run WHERE status <> 'done'
           UNION ALL SELECT purpose, shop_id, status, started_at FROM pull WHERE status <> 'done') AS w
     JOIN shop ON shop.id = w.shop_id AND shop.uninstalled_at IS NULL GROUP BY work, w.status`,
    formatInstant(now),
  );
  const counts = <T extends Record<string, number>>(work: string, none: T): Record<string, number> => ({ ...none, ...Object.fromEntries(rows.filter((row) => row.work === work).map(({ status, count }) => [status, count])) });
  const oldest = (work: string): number => Math.max(0, ...rows.filter((row) => row.work === work && row.status !== "failed").map(({ age }) => age ?? 0));
  return [
    { name: "afterglow_scoring_runs", help: "Shops whose scores are being worked out or could not be, by status.", value: counts("scoring", SCORING) },
    { name: "afterglow_scoring_oldest_seconds", help: "Time since the oldest unfinished scoring run began, or was asked for.", value: oldest("scoring") },
    { name: "afterglow_backfills", help: "Kinds of records whose past is being read from a platform or could not be, by status.", value: counts("backfill", PULLS) },
    { name: "afterglow_backfills_oldest_seconds", help: "Time since the oldest unfinished backfill began.", value: oldest("backfill") },
    { name: "afterglow_catch_ups", help: "Kinds of records whose changes are being fetched from a platform or could not be, by status.", value: counts("catch_up", PULLS) },
    { name: "afterglow_catch_ups_oldest_seconds", help: "Time since the oldest unfinished fetching of changes began.", value: oldest("catch_up") },
  ];
}

/** The gauges in Prometheus' text exposition format 0.0.4. */
export function exposition(gauges: readonly Gauge[]): string {
  return gauges.map(({ name, help, value }) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${samples(name, value)}\n`).join("");
}

function samples(name: string, value: Gauge["value"]): string {
  return typeof value === "number" ? `${name} ${value}` : Object.entries(value).map(([status, count]) => `${name}{status="${status}"} ${count}`).join("\n");
}
