/** `npm run demo`: everything in one process, with three shops, their past, and a clock that moves. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createDb } from "../db.server.ts";
import { startEmbeddedPostgres } from "../embedded-postgres.server.ts";
import { demoEnv } from "../env.server.ts";
import { createApp } from "../live.server.ts";
import { createLog } from "../log.server.ts";
import { migrate } from "../migrate.server.ts";
import { plainSql } from "../models/plain-sql.ts";
import { runProcess } from "../run.server.ts";
import { startWeb } from "../web.server.ts";
import { DemoClock, wishFor } from "./clock.ts";
import { dataFolder, keptSecret, writeWhole } from "./data-folder.ts";
import { handoutText, makeHandout } from "./handout.ts";
import { startMailbox } from "./mailbox.ts";
import { freePort } from "./ports.ts";
import { emptyDatabase } from "./reset.ts";
import { openStores } from "./open-stores.ts";
import { isOfEarlierVersion, noteVersion } from "./seed-version.ts";
import { tellByApi } from "./tell.ts";
import { timeMachine } from "./time-machine.ts";

const MAIL_FROM = "shops@afterglow.example.com";

runProcess(createLog(), async (running) => {
  const env = demoEnv();
  const log = createLog({ level: env.LOG_LEVEL });
  const folder = await dataFolder(env.DATA_DIR);
  const listFile = join(folder, "demo.json");
  const mailFolder = join(folder, "mail");

  const postgres = await startEmbeddedPostgres({ dataDir: folder, onCrash: running.fail });
  running.onStop(postgres.stop);
  const outdated = !env.DEMO_RESET && (await isOfEarlierVersion(folder, postgres.url));
  if (outdated) console.log("The demo data here was made by an earlier version of Afterglow, so the demo starts afresh.");
  if (env.DEMO_RESET || outdated) {
    await emptyDatabase(postgres.url);
    for (const path of [listFile, mailFolder, join(folder, "app-secret")]) await rm(path, { recursive: true, force: true });
  }
  await migrate(postgres.url);
  const db = createDb(postgres.url);
  running.onStop(db.close);

  const mailbox = await startMailbox({ port: env.MAILBOX_PORT, folder: mailFolder, onCrash: running.fail });
  running.onStop(mailbox.close);

  const wanted = env.DEMO_NOW === undefined ? null : Date.parse(env.DEMO_NOW);
  const { clock, isNew } = await DemoClock.open(plainSql(db.prisma), wanted);
  const port = env.PORT === 0 ? await freePort() : env.PORT;
  const app = createApp({
    db: db.prisma,
    secret: env.APP_SECRET ?? (await keptSecret(folder)),
    url: env.APP_URL ?? `http://localhost:${port}`,
    email: { smtpUrl: mailbox.smtpUrl, from: env.MAIL_FROM ?? MAIL_FROM },
    shopifySecrets: env.SHOPIFY_API_SECRET === undefined ? [] : [env.SHOPIFY_API_SECRET],
    now: () => clock.now(),
    worker: true,
    log,
  });
  running.onStop(app.close);
  const web = await startWeb({ app, port, log, dev: process.argv.includes("--dev") });
  running.onStop(web.close);

  const stores = await openStores({ db: db.prisma, databaseUrl: postgres.url, env, listFile, now: clock.now(), say: console.log });
  await noteVersion(folder);
  const keys = new Map(stores.map(({ store, credentials }) => [store.id, credentials.apiKey]));
  const machine = timeMachine({ app, clock, address: web.url, tell: tellByApi(web.url, keys), onError: (error) => log.error("the demo's stores could not send", { error }) });
  running.onStop(machine.stop);
  app.demo = { ...machine, mailboxUrl: mailbox.url };
  const wish = isNew ? null : wishFor(clock, wanted);
  if (wish && "note" in wish) console.log(wish.note);
  if (wish && "moveTo" in wish) {
    console.log(`Moving the clock to ${env.DEMO_NOW} …`);
    await machine.advanceTo(wish.moveTo);
  }
  machine.start();

  const handout = await makeHandout(app, mailbox.url, stores);
  await writeWhole(listFile, `${JSON.stringify(handout, null, 2)}\n`);
  console.log(`\n${handoutText(handout, listFile)}\n`);
  console.log(`ready ${app.url}`);
});
