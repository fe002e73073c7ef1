/** The demo's stores: they send what their life brings, signed, through the front door like any store. */
import { connectorFor } from "#connectors/registry.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "../models/store/transaction.ts";
import { domainHeader } from "./history/seed.ts";
import { demoStore } from "./stores/index.ts";
import type { DemoStore } from "./stores/store.ts";

export type StoreSender = {
  /** Sends what is due at `now`, each store's in order. @returns how many */
  sendDue(now: Instant): Promise<number>;
  /** When the next request is due, or null when none is left. */
  nextAt(): Promise<Instant | null>;
};

type Due = { readonly id: bigint; readonly shop_id: string; readonly topic: string; readonly body: string; readonly secret: string };

const BATCH = 200;

/** @param address of the web server on this machine */
export function storeSender(sql: Sql, address: string): StoreSender {
  return {
    async sendDue(now) {
      for (let sent = 0; ; ) {
        const due = await sql.$queryRawUnsafe<Due[]>(
          `SELECT w.id, w.shop_id, w.topic, w.body, s.secrets[1] AS secret FROM demo_webhook w JOIN shop s ON s.id = w.shop_id
           WHERE NOT w.sent AND w.at <= $1::timestamptz ORDER BY w.at, w.id LIMIT ${BATCH}`, formatInstant(now),
        );
        const shops = Map.groupBy(due, (webhook) => webhook.shop_id);
        await Promise.all([...shops.values()].map((webhooks) => sendInOrder(sql, address, webhooks)));
        sent += due.length;
        if (due.length < BATCH) return sent;
      }
    },
    async nextAt() {
      const [row] = await sql.$queryRawUnsafe<{ at: Date | null }[]>(`SELECT min(at) AS at FROM demo_webhook WHERE NOT sent`);
      return row?.at?.getTime() ?? null;
    },
  };
}

/** A store that is cut off between sending and noting it sends again; a repeat changes nothing. */
async function sendInOrder(sql: Sql, address: string, webhooks: readonly Due[]): Promise<void> {
  const sent: bigint[] = [];
  try {
    for (const webhook of webhooks) {
      await post(address, webhook);
      sent.push(webhook.id);
    }
  } finally {
    if (sent.length > 0) await sql.$executeRawUnsafe(`UPDATE demo_webhook SET sent = true WHERE id = ANY($1::bigint[])`, sent);
  }
}

async function post(address: string, { shop_id: shopId, topic, body: text, secret }: Due): Promise<void> {
  const store = demoStore(shopId);
  const connector = store && connectorFor(store.platform);
  if (!store || !connector) throw new Error(`there is no demo store ${shopId}`);
  const body = new TextEncoder().encode(text);
  const headers = { ...connector.sign(body, secret, topic), ...domainHeader(store) };
  const response = await fetch(address + doorOf(store), { method: "POST", headers, body, signal: AbortSignal.timeout(30_000) });
  await response.text();
  if (!response.ok) throw new Error(`the door for ${shopId} answered ${response.status} to ${topic}`);
}

/** Where a store sends its webhooks. */
export function doorOf(store: Pick<DemoStore, "id" | "platform">): string {
  return store.platform === "shopify" ? "/webhooks/shopify" : `/webhooks/woocommerce/${store.id}`;
}
