/** Imports that pages ask for: one at a time per shop, few in all; the file stands in a temporary folder while it is needed. */
import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Imports } from "./context.ts";
import type { ImportState, ImportTotals } from "./core/event/import-state.ts";
import type { ExportProblem } from "./core/event/payload/export-row.ts";
import { DAY } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { Store } from "./engine/ports.ts";
import { PROBLEM_COLUMNS, problemFile, problemRow } from "./import-problems.server.ts";
import { importOrders } from "./import.server.ts";
import type { Database } from "./models/database.ts";
import { plainSql } from "./models/plain-sql.ts";
import { readShop } from "./models/shop.ts";
import { UnusableFile } from "./simulation/unusable-file.ts";
import { TooBig, writeUpload } from "./upload.server.ts";

/** Larger exports are for the command line. */
const MOST_BYTES = 250_000_000;
const AT_ONCE = 2;
/** Shops whose last import is remembered: the oldest goes, with its files. */
const KEPT = 50;
const PROBLEMS_SHOWN = 50;

type One = { state: ImportState; readonly id: string; readonly path: string; readonly problemsPath: string; readonly bytes: number; orders: number; readonly dropped: AbortController };

export type ImportsOptions = {
  readonly db: Database;
  readonly store: Store;
  readonly now: () => Instant;
  /** Where uploads stand while they are needed. */
  readonly folder: string;
  /** Told what went wrong, for the log. */
  readonly failed: (error: unknown) => void;
  readonly mostBytes?: number;
};

/** Keeps what shops import, in this process. `drop` ends and removes a shop's; `close` all of them, and waits. */
export function createImports({ db, store, now, folder, failed, mostBytes = MOST_BYTES }: ImportsOptions): Imports & { drop(shopId: string): Promise<void>; close(): Promise<void> } {
  const kept = new Map<string, One>();
  const running = new Map<string, Promise<void>>();
  /** Files on their way: one for each shop. */
  const arriving = new Set<string>();
  const stop = new AbortController();

  /** One pass over the file: the check, or the import itself. */
  const pass = async (one: One, shopId: string, dryRun: boolean): Promise<{ totals: ImportTotals; problems: readonly ExportProblem[] }> => {
    const sql = plainSql(db);
    const shown: ExportProblem[] = [];
    const file = await problemFile(one.problemsPath, problemRow, PROBLEM_COLUMNS);
    const name = nameOf(one);
    try {
      const totals = await importOrders(createReadStream(one.path), {
        shop: await readShop(sql, shopId), sql, store, now, dryRun, signal: AbortSignal.any([stop.signal, one.dropped.signal]),
        onProgress: (bytes, { taken, unchanged }) => (one.state = dryRun ? { kind: "checking", name, done: bytes, total: one.bytes } : { kind: "importing", name, done: taken + unchanged, total: one.orders }),
        onProblems(problems) {
          shown.push(...problems.slice(0, PROBLEMS_SHOWN - shown.length));
          return file.write(problems);
        },
      });
      return { totals, problems: shown };
    } finally {
      await file.close();
    }
  };

  const run = (one: One, shopId: string, work: () => Promise<ImportState>): void => {
    const done = work()
      .catch((error: unknown): ImportState => {
        if (error instanceof UnusableFile) return { kind: "unusable", name: nameOf(one), reason: error.message };
        if (!stop.signal.aborted && !one.dropped.signal.aborted) failed(error);
        return { kind: "failed", name: nameOf(one) };
      })
      .then(async (state) => {
        if (state.kind !== "checked") await rm(one.path, { force: true });
        one.state = state;
      })
      .finally(() => running.delete(shopId));
    running.set(shopId, done);
  };

  const forget = async (shopId: string): Promise<void> => {
    const one = kept.get(shopId);
    if (!one || running.has(shopId)) return;
    kept.delete(shopId);
    await removeFiles(one);
  };

  /** Also while it is being read, which ends: what is in it is to be held no longer. */
  const drop = async (shopId: string): Promise<void> => {
    kept.get(shopId)?.dropped.abort();
    await running.get(shopId);
    await forget(shopId);
  };

  const isBusy = (shopId: string): boolean => running.has(shopId) || running.size >= AT_ONCE;

  return {
    mostBytes,
    state: (shopId) => kept.get(shopId)?.state ?? { kind: "none" },
    underWay: () => running.size,
    isBusy,
    async offer(shopId, name, data) {
      if (arriving.has(shopId)) {
        for await (const _ of data);
        return "busy";
      }
      arriving.add(shopId);
      const id = randomUUID();
      const path = join(folder, `${id}.upload`);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await removeLeftovers(folder, Date.now());
        const bytes = await writeUpload(path, data, mostBytes);
        if (isBusy(shopId)) return await rm(path, { force: true }).then(() => "busy" as const);
        await forget(shopId);
        const one: One = { id, path, problemsPath: join(folder, `${id}.problems`), bytes, orders: 0, dropped: new AbortController(), state: { kind: "checking", name, done: 0, total: bytes } };
        kept.set(shopId, one);
        run(one, shopId, async () => {
          const { totals, problems } = await pass(one, shopId, true);
          one.orders = totals.taken + totals.unchanged;
          return { kind: "checked", name, totals, problems };
        });
        for (const oldest of kept.keys()) if (kept.size > KEPT) await forget(oldest);
        return "checking";
      } catch (error) {
        await rm(path, { force: true });
        if (error instanceof TooBig) return "too_big";
        throw error;
      } finally {
        arriving.delete(shopId);
      }
    },
    start(shopId) {
      const one = kept.get(shopId);
      if (one?.state.kind !== "checked") return "gone";
      if (isBusy(shopId)) return "busy";
      one.state = { kind: "importing", name: nameOf(one), done: 0, total: one.orders };
      run(one, shopId, async () => ({ kind: "done", name: nameOf(one), ...(await pass(one, shopId, false)), at: now() }));
      return "importing";
    },
    forget,
    drop,
    problems: (shopId) => {
      const one = kept.get(shopId);
      return one?.state.kind === "checked" || one?.state.kind === "done" ? createReadStream(one.problemsPath) : null;
    },
    async close() {
      stop.abort();
      await Promise.all(running.values());
      await Promise.all([...kept.values()].map(removeFiles));
      kept.clear();
    },
  };
}

function nameOf({ state }: One): string {
  return state.kind === "none" ? "" : state.name;
}

async function removeFiles({ path, problemsPath }: One): Promise<void> {
  await Promise.all([rm(path, { force: true }), rm(problemsPath, { force: true })]);
}

/** What a process that was killed left behind. */
async function removeLeftovers(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && now - found.mtimeMs > DAY) await rm(path, { force: true });
  }
}
