/**
 * `npm run bench`: what the app does in a second on this machine, beside what it aims at. Names choose parts:
 * `npm run bench -- mail waiting`.
 */
import { availableParallelism, cpus, loadavg } from "node:os";
import { measureAccept } from "./accept.ts";
import { measureAffinity } from "./affinity.ts";
import { measureBacktest } from "./backtest.ts";
import { measureBackfill } from "./backfill.ts";
import { measureChurnTraining } from "./churn.ts";
import { startDatabase } from "./database.ts";
import type { BenchDatabase } from "./database.ts";
import type { Generator } from "./generator.ts";
import { measureImport } from "./import.ts";
import { measureLag } from "./lag.ts";
import { fillOutbox, measureMail } from "./mail.ts";
import { startPart } from "./part.ts";
import { measureNight } from "./night.ts";
import { measureProcess } from "./process.ts";
import { measurePurchases } from "./purchases.ts";
import { title } from "./report.ts";
import { measureWaiting } from "./waiting.ts";
import { measureWix } from "./wix.ts";

const BACKLOG = 20_000;
const PARTS = ["backfill", "accept", "mail", "lag", "waiting", "backtest", "import", "wix", "purchases", "affinity", "churn-training", "night"];

/** Parts that need no database. */
const IN_CORE = ["backtest", "purchases", "affinity", "churn-training"];

/** `night=1000000`: a part and its size. */
const sizes = new Map(process.argv.slice(2).map((argument): [string, number] => [argument.replace(/=.*/, ""), Number(/=(\d+)$/.exec(argument)?.[1] ?? 100_000)]));
const chosen = [...sizes.keys()];
const unknown = chosen.filter((name) => !PARTS.includes(name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}". The parts are ${PARTS.join(", ")}.`);
  process.exit(2);
}
const wants = (name: string): boolean => chosen.length === 0 || chosen.includes(name);

const [busy = 0] = loadavg();
title(`${availableParallelism()} cores (${cpus()[0]?.model.trim()}), load before the start ${busy.toFixed(1)}. Load generator, app and PostgreSQL share them.`);
if (wants("backtest")) await measureBacktest();
if (wants("purchases")) measurePurchases();
if (wants("churn-training")) measureChurnTraining();
if (wants("affinity")) await measureAffinity();
if (chosen.every((name) => IN_CORE.includes(name)) && chosen.length > 0) process.exit(0);
const database = await startDatabase();
if (wants("night")) {
  await measureNight(database, sizes.get("night"));
  await empty(database);
}
if (chosen.length === 1 && wants("night")) {
  await database.stop();
  process.exit(0);
}
if (wants("backfill")) await measureBackfill(database);
if (wants("wix")) {
  await measureWix(database);
  await empty(database);
}
const generator = startPart<Generator>("generator.ts");
try {
  const smtpUrl = await generator.call("mailUrl", undefined as never);
  if (wants("accept")) {
    await measureAccept(database, generator, smtpUrl, BACKLOG);
    await measureProcess(database, smtpUrl, BACKLOG);
  } else if (wants("mail")) await fillOutbox(database, generator, smtpUrl);
  if (wants("mail")) await measureMail(database, generator, smtpUrl);
  await empty(database);
  if (wants("lag")) await measureLag(database, generator, smtpUrl, BACKLOG);
  await empty(database);
  if (wants("waiting")) await measureWaiting(database);
  if (wants("import")) {
    await empty(database);
    await measureImport(database);
  }
} finally {
  await generator.stop();
  await database.stop();
}

async function empty({ sql }: BenchDatabase): Promise<void> {
  await sql.query(`TRUNCATE delivery, "order", account, profile, identity, event, enrollment, decision, message`);
}
