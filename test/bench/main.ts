/** `npm run bench`: what the app does in a second on this machine, beside what it aims at. */
import { availableParallelism, cpus, loadavg } from "node:os";
import { measureAccept } from "./accept.ts";
import { startDatabase } from "./database.ts";
import type { Generator } from "./generator.ts";
import { measureLag } from "./lag.ts";
import { measureMail } from "./mail.ts";
import { startPart } from "./part.ts";
import { measureProcess } from "./process.ts";
import { title } from "./report.ts";

const BACKLOG = 20_000;

const [busy = 0] = loadavg();
title(`${availableParallelism()} cores (${cpus()[0]?.model.trim()}), load before the start ${busy.toFixed(1)}. Load generator, app and PostgreSQL share them.`);
const database = await startDatabase();
const generator = startPart<Generator>("generator.ts");
try {
  const smtpUrl = await generator.call("mailUrl", undefined as never);
  await measureAccept(database, generator, smtpUrl, BACKLOG);
  await measureProcess(database, smtpUrl, BACKLOG);
  await measureMail(database, generator, smtpUrl);
  await database.sql.query(`TRUNCATE delivery, "order", account, profile, identity, event, enrollment, decision, message`);
  await measureLag(database, generator, smtpUrl, BACKLOG);
} finally {
  await generator.stop();
  await database.stop();
}
