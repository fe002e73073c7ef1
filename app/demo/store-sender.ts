/** The demo's stores: they send what their life brings, signed or with their key, through the front doors like any store. */
import { connectorFor } from "#connectors/registry.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "../models/store/transaction.ts";
import { doorOf } from "../webhook-door.server.ts";
import { domainHeader } from "./history/seed.ts";
import { CALL_TOPIC } from "./life/call.ts";
import { demoStore } from "./stores/index.ts";

export type StoreSender = {
  /** Sends webhooks that are due at `now`, in order, several at a time. @returns how many */
  sendDue(now: Instant): Promise<number>;
  /** Tells what customers did by `now`: calls of the tracking API. @returns how many */
  tellDue(now: Instant): Promise<number>;
  /** When the next of either is due, or null when none is left. */
  nextAt(): Promise<Instant | null>;
};

/** Tells calls by the tracking API, as the shop's own server would. */
export type Tell = (shopId: string, calls: readonly object[]) => Promise<void>;

type Due = { readonly id: bigint; readonly shop_id: string; readonly topic: string; readonly body: string; readonly secret: string };

const BATCH = 200;
/** Stores do not wait for one answer before they send the next; the door keeps what comes together in one go. */
const AT_ONCE = 8;

/** @param address of the web server on this machine */
export function storeSender(sql: Sql, address: string, tell: Tell): StoreSender {
  const dueAt = (now: Instant, is: "=" | "<>"): Promise<Due[]> =>
    sql.$queryRawUnsafe<Due[]>(
      `SELECT w.id, w.shop_id, w.topic, w.body, s.secrets[1] AS secret FROM demo_webhook w JOIN shop s ON s.id = w.shop_id
       WHERE NOT w.sent AND w.at <= $1::timestamptz AND w.topic ${is} $2 ORDER BY w.at, w.id LIMIT ${BATCH}`, formatInstant(now), CALL_TOPIC,
    );
  return {
    async sendDue(now) {
      for (let sent = 0; ; ) {
        const due = await dueAt(now, "<>");
        await sendAll(sql, address, due);
        sent += due.length;
        if (due.length < BATCH) return sent;
      }
    },
    async tellDue(now) {
      for (let told = 0; ; ) {
        const due = await dueAt(now, "=");
        for (const [shopId, calls] of Map.groupBy(due, (one) => one.shop_id)) {
          await tell(shopId, calls.map(({ body }) => JSON.parse(body) as object));
          await noteSent(sql, calls.map(({ id }) => id));
        }
        told += due.length;
        if (due.length < BATCH) return told;
      }
    },
    async nextAt() {
      const [row] = await sql.$queryRawUnsafe<{ at: Date | null }[]>(`SELECT min(at) AS at FROM demo_webhook WHERE NOT sent`);
      return row?.at?.getTime() ?? null;
    },
  };
}

/** A store that is cut off between sending and noting it sends again; a repeat changes nothing. */
async function sendAll(sql: Sql, address: string, webhooks: readonly Due[]): Promise<void> {
  const waiting = [...webhooks];
  const sent: bigint[] = [];
  const line = async (): Promise<void> => {
    for (let webhook = waiting.shift(); webhook; webhook = waiting.shift()) {
      await post(address, webhook);
      sent.push(webhook.id);
    }
  };
  const lines = await Promise.allSettled(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, line));
  await noteSent(sql, sent);
  const failed = lines.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

/** Losing the note to a crash costs a repeat; waiting for the disk would cost the demo's pace. */
async function noteSent(sql: Sql, ids: readonly bigint[]): Promise<void> {
  if (ids.length > 0) await sql.$executeRawUnsafe(`WITH unhurried AS (SELECT set_config('synchronous_commit', 'off', true)) UPDATE demo_webhook SET sent = true FROM unhurried WHERE id = ANY($1::bigint[])`, ids);
}

async function post(address: string, { shop_id: shopId, topic, body: text, secret }: Due): Promise<void> {
  const store = demoStore(shopId);
  const connector = store && connectorFor(store.platform);
  if (!store || !connector) throw new Error(`there is no demo store ${shopId}`);
  const body = new TextEncoder().encode(text);
  const headers = { ...connector.sign(body, secret, topic), ...domainHeader(store) };
  const response = await fetch(address + doorOf(store.platform, store.id), { method: "POST", headers, body, signal: AbortSignal.timeout(30_000) });
  await response.text();
  if (!response.ok) throw new Error(`the door for ${shopId} answered ${response.status} to ${topic}`);
}
