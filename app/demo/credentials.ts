import { readFile } from "node:fs/promises";
import type { Env } from "../env.server.ts";
import { hashApiKey } from "../models/connect-shop.ts";
import type { Sql } from "../models/store/transaction.ts";
import { newKey, newSecret } from "../new-key.server.ts";
import type { Credentials } from "./history/seed.ts";
import type { DemoStore } from "./stores/store.ts";

type Secrets = Pick<Env, "SHOPIFY_API_SECRET" | "DEMO_WEBHOOK_SECRET">;

/** A store's secret from the environment, if it names one: Shopify's apps have one for all their shops. */
function givenSecret(store: DemoStore, env: Secrets): string | undefined {
  return store.platform === "shopify" ? env.SHOPIFY_API_SECRET : env.DEMO_WEBHOOK_SECRET;
}

/** Credentials of a store that is new. The alphabet has no letter that HTML would escape: WooCommerce decodes those before it signs. */
export function newCredentials(store: DemoStore, env: Secrets): Credentials {
  return { apiKey: newKey("ag"), writeKey: newKey("agw"), webhookSecret: givenSecret(store, env) ?? newSecret() };
}

/**
 * Credentials of a store that is there. A secret that the environment now names goes first, the one before
 * stays valid. The keys themselves are only in the list of the last start; where that is lost, it gets new ones.
 */
export async function storedCredentials(sql: Sql, store: DemoStore, env: Secrets, listFile: string): Promise<Credentials> {
  const [row] = await sql.$queryRawUnsafe<{ secrets: string[]; api_key_hash: string; write_key_hash: string | null }[]>(`SELECT secrets, api_key_hash, write_key_hash FROM shop WHERE id = $1`, store.id);
  if (!row) throw new Error(`the demo store ${store.id} is not seeded`);
  const webhookSecret = givenSecret(store, env) ?? row.secrets[0] ?? newSecret();
  const listed = await listedKeys(listFile, store.id);
  const kept = (key: string | undefined, hash: string | null): string | null => (key !== undefined && hashApiKey(key) === hash ? key : null);
  const apiKey = kept(listed.apiKey, row.api_key_hash) ?? newKey("ag");
  const writeKey = kept(listed.writeKey, row.write_key_hash) ?? newKey("agw");
  const secrets = [webhookSecret, ...row.secrets.filter((secret) => secret !== webhookSecret)].slice(0, 2);
  await sql.$executeRawUnsafe(`UPDATE shop SET secrets = $2::text[], api_key_hash = $3, write_key_hash = $4 WHERE id = $1`, store.id, secrets, hashApiKey(apiKey), hashApiKey(writeKey));
  return { apiKey, writeKey, webhookSecret };
}

async function listedKeys(listFile: string, shopId: string): Promise<{ readonly apiKey?: string; readonly writeKey?: string }> {
  try {
    const { shops } = JSON.parse(await readFile(listFile, "utf8")) as { shops?: { id?: string; apiKey?: string; writeKey?: string }[] };
    return shops?.find((shop) => shop.id === shopId) ?? {};
  } catch {
    return {};
  }
}
