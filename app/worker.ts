import { workerEnv } from "./env.server.ts";
import { createLog } from "./log.server.ts";
import { productionApp } from "./production.server.ts";
import { runProcess } from "./run.server.ts";

/** A process that only works: deliveries, timers and messages that the queue or the sweep names. */
runProcess(createLog(), async (running) => {
  const { log } = await productionApp(running, workerEnv(), { worker: true });
  log.info("ready to work");
});
