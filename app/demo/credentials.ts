import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Env } from "../env.server.ts";
import { hashApiKey } from "../models/connect-shop.ts";
import type { Sql } from "../models/store/transaction.ts";
import type { Credentials } from "./history/seed.ts";
import type { DemoStore } from "./stores/store.ts";

type Secrets = Pick<Env, "SHOPIFY_API_SECRET" | "DEMO_WEBHOOK_SECRET">;

/** A store's secret from the environment, if it names one: Shopify's apps have one for all their shops. */
function givenSecret(store: DemoStore, env: Secrets): string | undefined {
  return store.platform === "shopify" ? env.SHOPIFY_API_SECRET : env.DEMO_WEBHOOK_SECRET;
}

/** Credentials of a store that is new. The alphabet has no letter that HTML would escape: WooCommerce decodes those before it signs. */
export function newCredentials(store: DemoStore, env: Secrets): Credentials {
  return { apiKey: newApiKey(), webhookSecret: givenSecret(store, env) ?? randomBytes(24).toString("base64url") };
}

function newApiKey(): string {
  return `ag_${randomBytes(24).toString("base64url")}`;
}

/**
 * Credentials of a store that is there. A secret that the environment now names goes first, the one before
 * stays valid. The key itself is only in the list of the last start; where that is lost, it gets a new one.
 */
export async function storedCredentials(sql: Sql, store: DemoStore, env: Secrets, listFile: string): Promise<Credentials> {
  const [row] = await sql.$queryRawUnsafe<{ secrets: string[]; api_key_hash: string }[]>(`SELECT secrets, api_key_hash FROM shop WHERE id = $1`, store.id);
  if (!row) throw new Error(`the demo store ${store.id} is not seeded`);
  const webhookSecret = givenSecret(store, env) ?? row.secrets[0] ?? randomBytes(24).toString("base64url");
  const listed = await listedKey(listFile, store.id);
  const apiKey = listed && hashApiKey(listed) === row.api_key_hash ? listed : newApiKey();
  const secrets = [webhookSecret, ...row.secrets.filter((secret) => secret !== webhookSecret)].slice(0, 2);
  await sql.$executeRawUnsafe(`UPDATE shop SET secrets = $2::text[], api_key_hash = $3 WHERE id = $1`, store.id, secrets, hashApiKey(apiKey));
  return { apiKey, webhookSecret };
}

async function listedKey(listFile: string, shopId: string): Promise<string | null> {
  try {
    const { shops } = JSON.parse(await readFile(listFile, "utf8")) as { shops?: { id?: string; apiKey?: string }[] };
    return shops?.find((shop) => shop.id === shopId)?.apiKey ?? null;
  } catch {
    return null;
  }
}
