/** Reads a shop's platform page by page: its past after the install, and since then what changed that no webhook told. */
import { createHash } from "node:crypto";
import { connectorFor } from "#connectors/registry.ts";
import type { Pulled, PullPage } from "./core/event/platform-client.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import type { Shop } from "./core/shop.ts";
import { HOUR, MINUTE, SECOND } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { Store } from "./engine/ports.ts";
import { findNews, takeInHistory } from "./engine/take-in.ts";
import { uuidv7 } from "./intake.server.ts";
import { markConnection } from "./models/connection.ts";
import type { Database } from "./models/database.ts";
import { insertDeliveries } from "./models/intake.ts";
import type { NewDelivery } from "./models/intake.ts";
import { plainSql } from "./models/plain-sql.ts";
import type { Sql } from "./models/plain-sql.ts";
import { advancePull, claimPull, isBackfilled, setBackPull } from "./models/pull.ts";
import type { Pull } from "./models/pull.ts";
import { askForScores } from "./models/score-run.ts";
import { readShop } from "./models/shop.ts";
import type { Platforms } from "./platforms.server.ts";

/** Longer than a page takes. */
const LEASE_MS = 5 * MINUTE;
/** After so many failures in a row that are not the platform's being away, the merchant is asked. */
const MOST_ATTEMPTS = 8;
/** A repeat of a page that failed waits from this, doubling, to the other. */
const FIRST_WAIT_MS = 5 * SECOND;
const LONGEST_WAIT_MS = HOUR;

export type PullPorts = {
  readonly db: Database;
  readonly store: Store;
  readonly platforms: Pick<Platforms, "clientFor">;
  readonly now: () => Instant;
  /** Deliveries were kept: the hint that there is work. */
  readonly onKept: (shopId: string) => void;
  readonly onError: (what: string, error: unknown) => void;
};

/** Reads one page of what is due for a shop; false when nothing is. */
export function puller(ports: PullPorts): (shopId: string) => Promise<boolean> {
  const { db, now } = ports;
  const sql = plainSql(db);
  return async (shopId) => {
    const pull = await claimPull(sql, shopId, now(), now() + LEASE_MS);
    if (!pull) return false;
    try {
      const client = await ports.platforms.clientFor(shopId);
      const page = await client.pull(pull.resource, pull.window, pull.cursor);
      // A store whose list ignores where we stand would be asked for the same rows without end.
      if (page.items.length > 0 && page.next !== null && page.next === pull.cursor) throw new PlatformError("unexpected", `the list of ${pull.resource} does not go on`, "Your store gives the same part of this list again and again. Ask your host whether a cache or a plugin changes its API's answers.");
      const fresh = page.items.length === 0 ? 0 : await takeIn(ports, sql, await readShop(sql, shopId), pull, page);
      await advancePull(sql, shopId, pull, { next: page.next, done: page.items.length, fresh, total: page.total, note: page.note, dueAt: now() + page.waitMs }, now());
      await markConnection(sql, shopId, null);
      // Should this process end just here, the night finds that orders grew.
      if (pull.purpose === "backfill" && page.next === null && (await isBackfilled(sql, shopId))) await askForScores(sql, shopId, "backfill", now());
      return true;
    } catch (error) {
      await setBack(ports, sql, shopId, pull, error);
      return true;
    }
  };
}

async function takeIn({ store, now, onKept }: PullPorts, sql: Sql, shop: Shop, pull: Pull, page: PullPage): Promise<number> {
  const read = page.items.map((item) => ({ item, translation: connectorFor(shop.platform)?.translate(item.topic, item.body, now(), shop) }));
  const unread = read.filter(({ translation }) => translation?.kind === "quarantined" || translation?.kind === "notice");
  const groups = read.map(({ translation }) => (translation?.kind === "snapshots" ? translation.snapshots : []));
  if (pull.purpose === "backfill") {
    // What could not be read is kept as it came, for the merchant to see and to be tried again.
    await keep(sql, shop.id, unread.map(({ item }) => item), "backfill", now());
    await takeInHistory(store, shop.id, groups.flat(), now(), "since_install");
    if (unread.length > 0) onKept(shop.id);
    return page.items.length;
  }
  const news = await findNews(store, shop.id, groups, now());
  const told = read.filter(({ translation }, index) => news[index] || translation?.kind === "quarantined" || translation?.kind === "notice").map(({ item }) => item);
  await keep(sql, shop.id, told, "catch_up", now());
  if (told.length > 0) onKept(shop.id);
  return told.length;
}

async function keep(sql: Sql, shopId: string, items: readonly Pulled[], source: NewDelivery["source"], now: Instant): Promise<void> {
  const rows = items.map(({ topic, body }): NewDelivery => {
    // The same state of the same thing, read again after a crash or in the overlap of two windows, is kept once.
    const dedupe = `${source}:${createHash("sha256").update(topic).update("\0").update(body).digest("base64url")}`;
    return { id: uuidv7(Date.now()), shopId, topic, headers: {}, body, receivedAt: now, source, dedupe };
  });
  await insertDeliveries(sql, rows);
}

async function setBack({ now, onError }: PullPorts, sql: Sql, shopId: string, pull: Pull, error: unknown): Promise<void> {
  const known = error instanceof PlatformError ? error : null;
  if (!known) onError(`reading ${pull.resource} of shop ${shopId}`, error);
  const wait = Math.max(known?.retryAfterMs ?? 0, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(pull.attempts, 20)));
  if (known?.kind === "unauthorised") {
    await markConnection(sql, shopId, known.forMerchant);
    return setBackPull(sql, shopId, pull, known.forMerchant, now() + LONGEST_WAIT_MS, now());
  }
  const givesUp = !known?.passes && pull.attempts + 1 >= MOST_ATTEMPTS;
  await setBackPull(sql, shopId, pull, known?.forMerchant ?? "This could not be read because of a fault on our side. It is tried again.", givesUp ? null : now() + wait, now());
}
