import { createDb } from "./db.server.ts";
import { dkimKey, platformOptions, type webEnv } from "./env.server.ts";
import { createApp, type Live } from "./live.server.ts";
import { createLog, type Log } from "./log.server.ts";
import { migrate } from "./migrate.server.ts";
import type { Running } from "./run.server.ts";

// Below PostgreSQL's usual limit of 100 with a few web and worker processes beside each other.
const CONNECTIONS = 20;

/** The app of a production process, on the database, queue and mail server that the environment names. */
export async function productionApp(running: Running, env: ReturnType<typeof webEnv>, { worker }: { worker: boolean }): Promise<{ app: Live; log: Log }> {
  const log = createLog({ level: env.LOG_LEVEL });
  await migrate(env.DATABASE_URL);
  const db = createDb(env.DATABASE_URL, { max: CONNECTIONS });
  running.onStop(db.close);
  const app = createApp({
    db: db.prisma,
    secret: env.APP_SECRET,
    url: env.APP_URL,
    redisUrl: env.REDIS_URL,
    email: { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM, dkim: dkimKey(env) },
    shopifySecrets: env.SHOPIFY_API_SECRET ? [env.SHOPIFY_API_SECRET] : [],
    ...platformOptions(env),
    now: Date.now,
    worker,
    log,
  });
  running.onStop(app.close);
  return { app, log };
}
