/** Orders from a platform's export file into a shop: as history, so that no journey starts and nobody is written to. */
import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { ImportTotals } from "./core/event/import-state.ts";
import type { ExportProblem } from "./core/event/payload/export-row.ts";
import type { OrderSnapshot } from "./core/event/snapshot.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { Shop } from "./core/shop.ts";
import type { Store } from "./engine/ports.ts";
import { takeInHistory } from "./engine/take-in.ts";
import { fromElsewhere, newsOf } from "./import-match.server.ts";
import { knownOrders } from "./models/import.ts";
import type { Sql } from "./models/plain-sql.ts";
import { askForScores } from "./models/score-run.ts";
import type { Chunks } from "./simulation/file-text.ts";
import { readOrdersCsv } from "./simulation/orders-csv.ts";
import type { OrdersCsvSummary } from "./simulation/orders-csv.ts";

export type ImportOptions = {
  readonly shop: Shop;
  readonly sql: Sql;
  readonly store: Store;
  readonly now: () => Instant;
  /** Reads everything and changes nothing. */
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
  /** Bytes read of the file, with what was found up to there. */
  readonly onProgress?: (bytes: number, totals: ImportTotals) => void;
  /** Awaited before more of the file is read: a million problems must not wait in memory. */
  readonly onProblems?: (problems: readonly ExportProblem[]) => Promise<void> | void;
};

/** Orders looked up together. */
const AT_ONCE = 500;

/**
 * Reads an export and takes its orders in. Run again, also after it was cut off anywhere, it changes nothing more.
 * Memory grows by a few bytes per customer (to count them) and by nothing else.
 *
 * @throws UnusableFile with a sentence for the merchant when the file as a whole is of no use, before anything is taken
 * @throws the signal's reason when it is aborted; what was taken stays
 */
export async function importOrders(chunks: Chunks, { shop, sql, store, now, dryRun, signal, onProgress, onProblems }: ImportOptions): Promise<ImportTotals> {
  let found: ExportProblem[] = [];
  const tell = async (): Promise<void> => {
    const problems = found;
    found = [];
    if (problems.length > 0) await onProblems?.(problems);
  };
  const paced = async function* (): AsyncGenerator<Uint8Array | string> {
    for await (const chunk of chunks) {
      signal?.throwIfAborted();
      yield chunk;
      await tell();
      // The process serves pages meanwhile.
      await setImmediate();
    }
  };
  const customers = new Set<number>();
  const counts = { taken: 0, unchanged: 0, withoutId: 0 };
  const totals = (): ImportTotals => totalsOf(file.summary, counts, customers.size);
  const file = readOrdersCsv(paced(), shop, { mostProblems: 0, onProblem: (problem) => found.push(problem), onProgress: (bytes) => onProgress?.(bytes, totals()) });
  const settle = async (orders: readonly OrderSnapshot[]): Promise<void> => {
    const news = newsOf(orders, await knownOrders(sql, shop.id, orders.map(({ ref }) => ref), orders.map(({ number }) => number)), now());
    if (!dryRun) await takeInHistory(store, shop.id, news, now());
    counts.taken += news.length;
    counts.unchanged += orders.length - news.length;
  };
  let batch: OrderSnapshot[] = [];
  for await (const read of file.orders) {
    const { platform } = file.summary;
    const order = platform === null || platform === shop.platform ? read : fromElsewhere(read, platform);
    customers.add(customerKey(order));
    if (platform === "shopify" && read.ref === read.number) counts.withoutId += 1;
    batch.push(order);
    if (batch.length < AT_ONCE) continue;
    await settle(batch);
    batch = [];
    signal?.throwIfAborted();
  }
  if (batch.length > 0) await settle(batch);
  await tell();
  if (!dryRun && counts.taken > 0) await askForScores(sql, shop.id, "backfill", now());
  return totals();
}

function totalsOf(summary: OrdersCsvSummary, counts: Pick<ImportTotals, "taken" | "unchanged" | "withoutId">, customers: number): ImportTotals {
  return { platform: summary.platform, rows: summary.rows, orders: summary.orders + summary.unread, customers, ...counts, notTaken: summary.unread, problems: summary.problemCount };
}

/** 48 bits of who placed it: enough to count customers by, and small enough to keep one for each. */
function customerKey({ customer, ref }: OrderSnapshot): number {
  return Number.parseInt(hash("sha1", customer.email ?? customer.phone ?? customer.ref ?? `order ${ref}`, "hex").slice(0, 12), 16);
}
