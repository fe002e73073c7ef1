/** The one place where everything is put together: database, engine, queue, channels, doors. */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { actionPerformer } from "./actions.server.ts";
import { createEmailChannel } from "./channels/email/send.ts";
import type { EmailChannelOptions } from "./channels/email/send.ts";
import { createPushChannel } from "./channels/push/send.ts";
import { createSmsChannel } from "./channels/sms/send.ts";
import { createWhatsappChannel } from "./channels/whatsapp/send.ts";
import { behaviourIntake } from "./behaviour-intake.server.ts";
import { publicLookup } from "./channels/webhook/public-address.ts";
import { connectorFor } from "#connectors/registry.ts";
import { createBacktests } from "./backtests.server.ts";
import type { App, Demo } from "./context.ts";
import type { Platform } from "./core/event/connector.ts";
import type { AppKeys, Reach } from "./core/event/platform-client.ts";
import { nextAttemptAt } from "./core/message/backoff.ts";
import type { Instant } from "./core/shared/instant.ts";
import { handleEvents } from "./engine/handle-events.ts";
import type { Translate } from "./engine/ports.ts";
import { createForgetting } from "./forget.server.ts";
import { createImports } from "./imports.server.ts";
import { createIntake } from "./intake.server.ts";
import { introducer } from "./introduce.server.ts";
import { bullQueue } from "./jobs/bull-queue.ts";
import type { JobName, Queue } from "./jobs/catalog.ts";
import { inProcessQueue } from "./jobs/in-process-queue.ts";
import type { Database } from "./models/database.ts";
import { postgresStore } from "./models/store/index.ts";
import type { SendRates } from "./models/store/outbox.ts";
import { readShop } from "./models/shop.ts";
import { replayDeliveries } from "./models/work.ts";
import { noticePerformer } from "./notices.server.ts";
import { createPlatforms } from "./platforms.server.ts";
import type { PlatformsOptions } from "./platforms.server.ts";
import { puller } from "./pull.server.ts";
import { receiver } from "./receive.server.ts";
import { createScoring } from "./scoring.server.ts";
import type { Learn } from "./scoring.server.ts";
import { previewer, sender } from "./send.server.ts";
import { createShopify } from "./shopify.server.ts";
import { shopDoors } from "./shop-doors.server.ts";
import { refreshStock } from "./stock.server.ts";
import { createVault } from "./vault.server.ts";
import { createWork } from "./worker.server.ts";
import type { Work } from "./worker.server.ts";

/** A claimed message waits for one of these and takes another at most, and the store's lease outlasts both. */
const LONGEST_SEND_MS = 150_000;

export type LiveOptions = {
  readonly db: Database;
  readonly secret: string;
  /** Public base address. */
  readonly url: string;
  /** Left out, one process does everything. */
  readonly redisUrl?: string | undefined;
  /** Begins every key in Redis. */
  readonly redisPrefix?: string | undefined;
  /** Messages per second by channel, over all processes; a channel that is not named is not held back. */
  readonly sendRates?: SendRates | undefined;
  readonly email: EmailChannelOptions;
  readonly shopifySecrets: readonly string[];
  /** Former values of `secret`, still needed to open what was sealed with them. */
  readonly formerSecrets?: readonly string[];
  /** Keys of our app at platforms that have apps. */
  readonly platformKeys?: PlatformsOptions["keys"];
  /** How platforms are reached; tests lead it to their doubles. */
  readonly reach?: Partial<Reach>;
  readonly now: () => Instant;
  /** Whether this process works off the queue. */
  readonly worker: boolean;
  readonly log: Pick<Console, "error" | "warn">;
  /** See models/store: how long a send may take before its sender counts as dead. */
  readonly leaseMs?: number;
  /** How models are learnt; left out, in a thread of their own. */
  readonly learn?: Learn;
};

/** The running app: what routes get, and what the entries start and stop. */
export type Live = Omit<App, "demo"> & {
  demo: Demo | null;
  readonly receive: { handle(req: IncomingMessage, res: ServerResponse): Promise<void> };
  readonly work: Work;
  close(): Promise<void>;
};

/** Puts an app together from options; reads no environment and starts no server. */
export function createApp(options: LiveOptions): Live {
  const { db, secret, url, now, log } = options;
  const failed = (what: string, error: unknown): void => log.error(`${what}: ${describe(error)}`);
  const onJobError = (job: JobName, shopId: string, error: unknown): void => failed(`job ${job} of shop ${shopId}`, error);
  const queue: Queue = options.redisUrl ? bullQueue(options.redisUrl, onJobError, { prefix: options.redisPrefix, onWarning: log.warn }) : inProcessQueue(onJobError);
  // A hint that fails loses nothing: the sweep finds the work.
  const hint = (job: JobName, shopId: string): void => void queue.hint(job, shopId).catch((error: unknown) => onJobError(job, shopId, error));
  const vault = createVault(secret, options.formerSecrets);
  const platforms = createPlatforms({ db, vault, url, now, keys: options.platformKeys ?? {}, reach: reachOf(now, options.reach), onPulls: (shopId) => hint("pulls", shopId) });
  const keys = options.platformKeys?.shopify;
  const shopify = keys ? createShopify({ db, vault, url, apiKey: keys.id, apiSecret: keys.secret, platforms, now, reach: reachOf(now, options.reach), onError: failed, warn: log.warn }) : null;
  const store = postgresStore(db, { leaseMs: options.leaseMs, rates: options.sendRates });
  const channels = {
    email: createEmailChannel({ ...options.email, timeouts: { totalMs: LONGEST_SEND_MS, ...options.email.timeouts } }),
    sms: createSmsChannel(), whatsapp: createWhatsappChannel(), push: createPushChannel(),
  };
  const imports = createImports({ db, store, now, folder: join(tmpdir(), "afterglow-imports"), failed: (error) => failed("an import", error) });
  const backtests = createBacktests(db, now, (error) => failed("a backtest", error));
  const forget = createForgetting({ db, farewell: platforms.farewell, backtests, forgetFiles: (shopId) => imports.drop(shopId), now, onNotice: (shopId) => hint("notices", shopId) });
  const scoring = createScoring({ db, now, onError: failed, learn: options.learn });
  const work = createWork(
    {
      db, queue, store, now, hint,
      translateFor: (shopId) => translateFor(db, shopId),
      send: sender(db, channels, { url, secret }, now),
      act: actionPerformer({ db, appSecret: secret, platforms, now, onError: failed }),
      pull: puller({ db, store, platforms, now, onKept: (shopId) => hint("deliveries", shopId), onError: failed }),
      score: scoring.step,
      notice: noticePerformer({ db, platforms, forget, now, onError: failed, ...(shopify && { refreshPlan: shopify.plans.refresh }) }),
      regularly: { catchUp: (_db, shopId) => platforms.catchUp(shopId, "due"), subscriptions: async (_db, shopId) => {
        await platforms.listen(shopId);
        await refreshStock(db, platforms, shopId, now());
        // The word that a plan ended may be lost.
        await shopify?.plans.refresh(shopId);
      } },
      retryAt: nextAttemptAt,
      onFailed: (shopId, deliveryId, error) => failed(`delivery ${deliveryId} of shop ${shopId} could not be processed`, error),
      onError: failed,
    },
    { start: options.worker },
  );
  const behave = behaviourIntake(store, now);
  const intake = createIntake(db, now, (shopId) => hint("deliveries", shopId));
  const handle = receiver({ intake, now, findShop: shopDoors(db, vault), appSecrets: (platform) => (platform === "shopify" ? options.shopifySecrets : appSecretsOf(options.platformKeys?.[platform])), introduce: introducer(platforms, failed) });
  return {
    db, secret, formerSecrets: options.formerSecrets ?? [], url, now, work, vault, platforms, shopify, appsAt: Object.keys(options.platformKeys ?? {}) as Platform[],
    demo: null,
    receive: { handle },
    async record(shopId, events) {
      await handleEvents(store, shopId, events, now());
      hint("messages", shopId);
    },
    async behave(shopId, calls) {
      const outcome = await behave(shopId, calls);
      hint("messages", shopId);
      return outcome;
    },
    backtests, forget,
    imports,
    preview: previewer(db, { url, secret }, now),
    async replay(shopId, deliveryIds) {
      const count = await replayDeliveries(db, shopId, deliveryIds);
      hint("deliveries", shopId);
      return count;
    },
    async close() {
      await imports.close();
      await scoring.close();
      await work.stop();
      await Promise.all(Object.values(channels).map((channel) => channel.close()));
    },
  };
}

/** How a shop's deliveries are understood: its platform's connector, told the shop's currency and country. */
async function translateFor(db: Database, shopId: string): Promise<Translate> {
  const shop = await readShop(db, shopId);
  const connector = connectorFor(shop.platform);
  if (!connector) return () => ({ kind: "unhandled", reason: `Afterglow does not read ${shop.platform} yet.` });
  return (delivery) => connector.translate(delivery.topic, delivery.body, delivery.receivedAt, shop);
}

/** What an app of ours checks webhooks of a platform with: the key where the platform signs with its own, and for which app it must have signed. */
function appSecretsOf(keys: AppKeys | undefined): readonly string[] {
  return keys ? [keys.publicKey ? `App: ${keys.id}\n${keys.publicKey}` : keys.secret] : [];
}

function reachOf(now: () => Instant, over: Partial<Reach> = {}): Reach {
  return { now, sleep, random: (bytes) => randomBytes(bytes).toString("base64url"), allowPrivate: false, lookup: publicLookup, ...over };
}

/** For the log: what went wrong and where, never the row it went wrong with. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const message = error.message.split("\n").at(-1)?.slice(0, 300) ?? "";
  return `${error.name}: ${message}${error.cause instanceof Error ? ` (${describe(error.cause)})` : ""}`;
}
