import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./store/transaction.ts";

/** One figure of Prometheus' text format. */
export type Gauge = { readonly name: string; readonly help: string; readonly value: number };

/** How much waits and for how long, over all shops; every figure reads a partial index of what waits. */
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
  ];
}

/** The gauges in Prometheus' text exposition format 0.0.4. */
export function exposition(gauges: readonly Gauge[]): string {
  return gauges.map(({ name, help, value }) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`).join("");
}
