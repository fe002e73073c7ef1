/** The command from its arguments to its output. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Writable } from "node:stream";
import { openDatabase } from "../backtest/open-database.ts";
import type { Progress } from "../backtest/progress.ts";
import { count } from "../backtest/text.ts";
import type { Db } from "../db.server.ts";
import { readEnv } from "../env.server.ts";
import { problemFile, writeProblems } from "../import-problems.server.ts";
import type { ProblemFile } from "../import-problems.server.ts";
import { importOrders } from "../import.server.ts";
import { clockOffset, listShops } from "../models/backtest-scope.ts";
import { plainSql } from "../models/plain-sql.ts";
import { readShop } from "../models/shop.ts";
import { postgresStore } from "../models/store/index.ts";
import { UnusableFile } from "../simulation/unusable-file.ts";
import { errorCode, StartError } from "../start-error.server.ts";
import { readArguments, USAGE } from "./arguments.ts";
import type { Arguments } from "./arguments.ts";
import { problemLine } from "./problem-text.ts";
import { summaryText } from "./summary-text.ts";

export type Terminal = { readonly output: Writable; readonly progress: Progress; now(): number };

/** What the whole of the file came to. */
export type Ended = "all taken" | "some not taken";

/** @throws StartError for what the caller can mend */
export async function run(args: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<Ended> {
  const told = readArguments(args);
  if (told === null) {
    terminal.output.write(`${USAGE}\n`);
    return "all taken";
  }
  const size = await sizeOf(told.file);
  const db = await openDatabase(readEnv(), (url) => url);
  try {
    return await take(db, told, size, terminal, signal);
  } catch (error) {
    if (error instanceof UnusableFile) throw new StartError(error.message);
    throw error;
  } finally {
    await db.close();
  }
}

async function take(db: Db & { readonly isDemo: boolean }, told: Arguments, size: number, { output, progress, now }: Terminal, signal: AbortSignal): Promise<Ended> {
  const sql = plainSql(db.prisma);
  const shop = await chosenShop(sql, told.shop);
  const ahead = db.isDemo ? await clockOffset(sql) : 0;
  const problems = await problemsTo(told.problems, output);
  const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;
  progress.begin(told.dryRun ? "Checking" : "Importing");
  try {
    const totals = await importOrders(createReadStream(told.file), {
      shop, sql, store: postgresStore(db.prisma), now: () => now() + ahead, dryRun: told.dryRun, signal,
      onProgress: (bytes, { rows }) => progress.at(megabytes(bytes), megabytes(size), "MB", (seconds) => `${count(rows)} rows, ${count(Math.round(rows / Math.max(seconds, 0.001)))} rows/s`),
      onProblems(found) {
        progress.clear();
        return problems.write(found);
      },
    });
    progress.clear();
    output.write(`${summaryText(totals, { shop: shop.name, dryRun: told.dryRun }).join("\n")}\n`);
    return totals.problems === 0 ? "all taken" : "some not taken";
  } finally {
    await problems.close();
  }
}

/** @throws StartError when the file cannot be written */
async function problemsTo(path: string | null, output: Writable): Promise<ProblemFile> {
  if (path === null) return { write: (problems) => writeProblems(output, problems, problemLine), close: async () => {} };
  return problemFile(path, problemLine).catch((error: unknown) => {
    throw new StartError(`--problems ${path} cannot be written (${errorCode(error)}).`);
  });
}

async function chosenShop(sql: ReturnType<typeof plainSql>, id: string) {
  const shops = await listShops(sql);
  if (shops.some((shop) => shop.id === id)) return readShop(sql, id);
  const there = shops.length === 0 ? "There is none yet." : `There ${shops.length === 1 ? "is" : "are"} ${shops.slice(0, 20).map((shop) => shop.id).join(", ")}.`;
  throw new StartError(`--shop ${id} is not a shop here. ${there}`);
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    throw new StartError(errorCode(error) === "ENOENT" ? `${path}: there is no such file.` : `${path} cannot be read (${errorCode(error)}).`);
  });
  if (!found.isFile()) throw new StartError(`${path} is not a file.`);
  return found.size;
}
