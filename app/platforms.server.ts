/** Connected shops: how they are installed, reached, listened to, and let go. */
import { randomUUID } from "node:crypto";
import { CLIENTS } from "#connectors/clients.ts";
import { connectorFor } from "#connectors/registry.ts";
import type { Platform } from "./core/event/connector.ts";
import type { AppKeys, ListenAt, PlatformClient, Reach, ShopFacts } from "./core/event/platform-client.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import { readSettings } from "./core/shop.ts";
import { MINUTE } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import { connectShop } from "./models/connect-shop.ts";
import { lastCatchUpAt } from "./models/connection-page.ts";
import { findConnection, keepCredentials, keepSubscriptions, markConnection, readCredentials, resealShop, saveConnection } from "./models/connection.ts";
import type { Database } from "./models/database.ts";
import { holdShopByDomain, installAgain, keepFacts } from "./models/installed-shop.ts";
import { alone } from "./models/lock.ts";
import { oneTransaction } from "./models/one-transaction.ts";
import { hasBackfill, startCatchUp, startPulls } from "./models/pull.ts";
import { readShop, readShopSecrets } from "./models/shop.ts";
import { resealShopifySessions } from "./models/shopify-session.ts";
import { newKey, newSecret } from "./new-key.server.ts";
import { openSecrets, secretContext } from "./models/vault.ts";
import type { Vault } from "./models/vault.ts";
import { doorOf } from "./webhook-door.server.ts";

/** Platforms' clocks and their lists lag behind: windows overlap by so much. */
const OVERLAP_MS = 5 * MINUTE;

export type PlatformsOptions = {
  readonly db: Database;
  readonly vault: Vault;
  /** Public base address of this app. */
  readonly url: string;
  readonly now: () => Instant;
  /** Keys of our app at the platforms that have apps. */
  readonly keys: Readonly<Partial<Record<Platform, AppKeys>>>;
  readonly reach: Reach;
  /** There is something to read. */
  readonly onPulls: (shopId: string) => void;
};

export type NewInstall = {
  readonly platform: Platform;
  readonly facts: ShopFacts;
  readonly credentials: unknown;
  readonly scopes: readonly string[];
  /** The secret the platform signs with, where it tells one; else we make it. */
  readonly secret?: string;
};

export type Installed = { readonly shopId: string; readonly isNew: boolean };

export type Platforms = {
  /** The client of a connected shop. @throws PlatformError when it is not connected */
  clientFor(shopId: string): Promise<PlatformClient>;
  /** A client with credentials that belong to no shop yet, to prove them. `keep` hears of what they are exchanged for. */
  trial(platform: Platform, domain: string, credentials: unknown, scopes?: readonly string[], keep?: (credentials: unknown) => Promise<void>): Promise<PlatformClient>;
  /**
   * Connects a shop whose credentials were proved: makes or revives it, keeps them sealed, subscribes, and begins to read its
   * past. Idempotent: the same shop again gets the new credentials, and nothing twice. Journeys start off.
   */
  install(install: NewInstall): Promise<Installed>;
  /** Makes sure that the platform sends us what it should, and keeps what was found. */
  listen(shopId: string): Promise<void>;
  /** Lets a shop's resources be asked for what changed since they were asked last; "due": only if the shop's own pace says so. */
  catchUp(shopId: string, when?: "now" | "due"): Promise<void>;
  /** Reads again what the platform says of the shop itself. */
  refresh(shopId: string): Promise<void>;
  /** Begins to read the past again. */
  backfill(shopId: string): Promise<void>;
  /** How to take back what was subscribed, made while there are credentials; null where there is no way to reach the shop. */
  farewell(shopId: string): Promise<(() => Promise<void>) | null>;
};

/** Puts together how shops are reached; nothing is called before it is asked for. */
export function createPlatforms(options: PlatformsOptions): Platforms {
  const { db, vault, now, keys, reach } = options;
  const secretOf = async (shopId: string): Promise<string> => openSecrets(vault, shopId, await readShopSecrets(db, shopId))[0] ?? "";
  const listenAt = async (platform: Platform, shopId: string): Promise<ListenAt> => ({ url: `${options.url}${doorOf(platform, shopId)}`, secret: await secretOf(shopId) });

  const clientFor = async (shopId: string): Promise<PlatformClient> => {
    const shop = await readShop(db, shopId);
    const known = await readCredentials(db, vault, shopId);
    if (!known) throw new PlatformError("unauthorised", `shop ${shopId} is not connected`, "This shop is not connected to its platform.");
    const connect = await connectOf(shop.platform);
    return connect({
      shop, credentials: known.credentials, scopes: known.scopes, keys: keys[shop.platform] ?? null, reach,
      keep: (credentials) => keepCredentials(db, vault, shopId, credentials),
      read: async () => (await readCredentials(db, vault, shopId))?.credentials ?? null,
      alone: (name, work) => alone(db, shopId, name, work),
    });
  };

  const platforms: Platforms = {
    clientFor,
    async trial(platform, domain, credentials, scopes = [], keep = async () => undefined) {
      const connect = await connectOf(platform);
      const shop = { id: "trial", domain, currency: "USD", country: null, timeZone: "UTC" };
      return connect({ shop, credentials, scopes, keys: keys[platform] ?? null, reach, keep, read: async () => credentials, alone: (_name, work) => work() });
    },
    async install({ platform, facts, credentials, scopes, secret }) {
      const installed = await alone(db, `${platform}:${facts.domain}`, "install", () =>
        oneTransaction(db, async (sql): Promise<Installed & { readonly begins: boolean }> => {
          const at = now();
          const found = await holdShopByDomain(sql, platform, facts.domain);
          const shopId = found?.id ?? `${platform}-${randomUUID()}`;
          const { name, currency, country, timeZone, locale, domain } = facts;
          const sealed = vault.seal(secret ?? newSecret(), secretContext(shopId));
          if (!found) {
            const settings = readSettings({ brand: { storeUrl: facts.storeUrl, supportEmail: facts.email ?? "" } });
            await connectShop(sql, { id: shopId, platform, domain, name, currency, country, timeZone, locale, salt: newSecret(), settings, secrets: [sealed], apiKey: newKey("ag"), writeKey: newKey("agw"), journeysFrom: at }, at);
          } else await installAgain(sql, shopId, { name, currency, country, timeZone, locale }, found.left ? at : null, secret === undefined ? null : sealed);
          await saveConnection(sql, vault, shopId, credentials, scopes, at);
          return { shopId, isNew: !found, begins: !found || found.left || !(await hasBackfill(sql, shopId)) };
        }),
      );
      if (installed.begins) await platforms.backfill(installed.shopId);
      // What does not work now is tried again each night, and the admin shows it.
      await platforms.listen(installed.shopId).catch((error: unknown) => noteTrouble(db, installed.shopId, error));
      return { shopId: installed.shopId, isNew: installed.isNew };
    },
    async listen(shopId) {
      const shop = await readShop(db, shopId);
      const connection = await findConnection(db, shopId);
      if (!connection || connection.status === "left") return;
      await resealShop(db, vault, shopId, secretContext);
      if (shop.platform === "shopify") await resealShopifySessions(db, vault, shop.domain);
      const client = await clientFor(shopId);
      await keepSubscriptions(db, shopId, await client.listen(await listenAt(shop.platform, shopId)), now());
    },
    async catchUp(shopId, when = "now") {
      const connection = await findConnection(db, shopId);
      if (!connection || connection.status === "left") return;
      if (when === "due" && !(await isCatchUpDue(db, shopId, now()))) return;
      const client = await clientFor(shopId);
      await startCatchUp(db, shopId, client.resources, connection.connectedAt, OVERLAP_MS, now());
      options.onPulls(shopId);
    },
    async refresh(shopId) {
      const facts = await (await clientFor(shopId)).about();
      await keepFacts(db, shopId, facts);
    },
    async farewell(shopId) {
      const connection = await findConnection(db, shopId);
      if (!connection || connection.status === "left") return null;
      const [shop, client] = [await readShop(db, shopId), await clientFor(shopId)];
      const at = await listenAt(shop.platform, shopId);
      return () => client.leave(at);
    },
    async backfill(shopId) {
      const client = await clientFor(shopId);
      await startPulls(db, shopId, "backfill", client.resources, { since: null, until: now() }, now());
      options.onPulls(shopId);
    },
  };
  return platforms;
}

async function connectOf(platform: Platform) {
  const load = CLIENTS[platform];
  if (!load || !connectorFor(platform)) throw new PlatformError("unable", `there is no client for ${platform}`, `Afterglow does not connect to ${platform} yet.`);
  return load();
}

async function noteTrouble(db: Database, shopId: string, error: unknown): Promise<void> {
  if (!(error instanceof PlatformError)) throw error;
  if (error.kind === "unauthorised") await markConnection(db, shopId, error.forMerchant);
}

/** Whether the shop's own pace allows another look. The job comes every minute, and may come a little early. */
async function isCatchUpDue(db: Database, shopId: string, now: Instant): Promise<boolean> {
  const [last, { settings }] = [await lastCatchUpAt(db, shopId), await readShop(db, shopId)];
  return last === null || now - last >= settings.catchUpMinutes * MINUTE - MINUTE / 2;
}
