import { webEnv } from "./env.server.ts";
import { createLog } from "./log.server.ts";
import { productionApp } from "./production.server.ts";
import { runProcess } from "./run.server.ts";
import { startWeb } from "./web.server.ts";

/** The web process. Without REDIS_URL it is the only one and does the worker's part too. */
runProcess(createLog(), async (running) => {
  const env = webEnv();
  const { app, log } = await productionApp(running, env, { worker: env.REDIS_URL === undefined });
  const web = await startWeb({ app, port: env.PORT, log });
  running.onStop(web.close);
  log.info(`ready ${web.url}`);
});
