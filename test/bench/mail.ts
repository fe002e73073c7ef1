import { setTimeout as sleep } from "node:timers/promises";
import type { BenchApp } from "./app.ts";
import type { BenchDatabase } from "./database.ts";
import type { Generator } from "./generator.ts";
import { startPart } from "./part.ts";
import type { Part } from "./part.ts";
import { count, figure, milliseconds, progress, title } from "./report.ts";

const SECONDS = 8;
/** More than is sent in that time. */
const OUTBOX = 8_000;
const CONNECTIONS = 32;

/** Fills the outbox by way of the door and the engine, where no other part of the benchmark has. */
export async function fillOutbox(database: BenchDatabase, generator: Part<Generator>, smtpUrl: string): Promise<void> {
  progress("filling the outbox");
  await generator.call("prepare", { from: 0, count: OUTBOX });
  const app = startPart<BenchApp>("app.ts");
  const url = await app.call("start", { databaseUrl: database.url, smtpUrl, worker: false });
  await generator.call("send", { url, from: 0, count: OUTBOX, connections: CONNECTIONS });
  await app.call("process", undefined as never);
  await app.stop();
}

/** How fast the outbox empties: every mail written, kept and handed to a mail server that takes it at once. */
export async function measureMail(database: BenchDatabase, generator: Part<Generator>, smtpUrl: string): Promise<void> {
  progress(`sending mail for ${SECONDS} s`);
  const worker = startPart<BenchApp>("app.ts");
  await worker.call("start", { databaseUrl: database.url, smtpUrl, worker: true });
  await sleep(2_000);
  const sample = async () => ({
    at: performance.now(), mails: await generator.call("mailTaken", undefined as never), node: await worker.call("cpu", undefined as never), postgres: await database.cpu(),
  });
  const before = await sample();
  await sleep(SECONDS * 1000);
  const after = await sample();
  await worker.stop();

  const mails = after.mails - before.mails;
  title("Sending: one worker and a mail server that takes everything at once (no aim)");
  figure({ name: "mails sent", value: `${count((mails * 1000) / (after.at - before.at))}/s` });
  figure({ name: "CPU per mail, worker", value: milliseconds((after.node - before.node) / mails) });
  figure({ name: "CPU per mail, PostgreSQL", value: milliseconds((after.postgres - before.postgres) / mails) });
}
