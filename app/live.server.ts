/** The one place where everything is put together: database, engine, queue, channels, doors. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { createEmailChannel } from "./channels/email/send.ts";
import type { EmailChannelOptions } from "./channels/email/send.ts";
import { connectorFor } from "#connectors/registry.ts";
import type { App, Demo } from "./context.ts";
import { nextAttemptAt } from "./core/message/backoff.ts";
import type { Instant } from "./core/shared/instant.ts";
import { handleEvents } from "./engine/handle-events.ts";
import type { Translate } from "./engine/ports.ts";
import { createIntake } from "./intake.server.ts";
import { bullQueue } from "./jobs/bull-queue.ts";
import type { JobName, Queue } from "./jobs/catalog.ts";
import { inProcessQueue } from "./jobs/in-process-queue.ts";
import type { Database } from "./models/database.ts";
import { postgresStore } from "./models/store/index.ts";
import { readShop } from "./models/shop.ts";
import { replayDeliveries } from "./models/work.ts";
import { receiver } from "./receive.server.ts";
import { emailSender, previewer } from "./send.server.ts";
import { shopDoors } from "./shop-doors.server.ts";
import { createWork } from "./worker.server.ts";
import type { Work } from "./worker.server.ts";

/** A claimed batch takes two of these at most, and the store's lease outlasts both. */
const LONGEST_SEND_MS = 150_000;

export type LiveOptions = {
  readonly db: Database;
  readonly secret: string;
  /** Public base address. */
  readonly url: string;
  /** Left out, one process does everything. */
  readonly redisUrl?: string | undefined;
  readonly email: EmailChannelOptions;
  readonly shopifySecrets: readonly string[];
  readonly now: () => Instant;
  /** Whether this process works off the queue. */
  readonly worker: boolean;
  readonly log: Pick<Console, "error" | "warn">;
  /** See models/store: how long a send may take before its sender counts as dead. */
  readonly leaseMs?: number;
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
  const queue: Queue = options.redisUrl ? bullQueue(options.redisUrl, onJobError) : inProcessQueue(onJobError);
  // A hint that fails loses nothing: the sweep finds the work.
  const hint = (job: JobName, shopId: string): void => void queue.hint(job, shopId).catch((error: unknown) => onJobError(job, shopId, error));
  const store = postgresStore(db, options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs });
  const email = createEmailChannel({ ...options.email, timeouts: { totalMs: LONGEST_SEND_MS, ...options.email.timeouts } });
  const work = createWork(
    {
      db, queue, store, now, hint,
      translateFor: (shopId) => translateFor(db, shopId),
      send: emailSender(db, email, { url, secret }, now),
      retryAt: nextAttemptAt,
      onFailed: (shopId, deliveryId, error) => failed(`delivery ${deliveryId} of shop ${shopId} could not be processed`, error),
      onError: failed,
    },
    { start: options.worker },
  );
  const intake = createIntake(db, now, (shopId) => hint("deliveries", shopId));
  const handle = receiver({ intake, findShop: shopDoors(db), appSecrets: (platform) => (platform === "shopify" ? options.shopifySecrets : []) });
  return {
    db, secret, url, now, work,
    demo: null,
    receive: { handle },
    async record(shopId, events) {
      await handleEvents(store, shopId, events, now());
      hint("messages", shopId);
    },
    preview: previewer(db, { url, secret }, now),
    async replay(shopId, deliveryIds) {
      const count = await replayDeliveries(db, shopId, deliveryIds);
      hint("deliveries", shopId);
      return count;
    },
    async close() {
      await work.stop();
      await email.close();
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

/** For the log: what went wrong and where, never the row it went wrong with. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const message = error.message.split("\n").at(-1)?.slice(0, 300) ?? "";
  return `${error.name}: ${message}${error.cause instanceof Error ? ` (${describe(error.cause)})` : ""}`;
}
