/** One night of a made-up shop, alone in its process so that its memory is its own; its figures as one line of JSON. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createDb } from "#app/db.server.ts";
import { plainSql } from "#app/models/plain-sql.ts";
import { askForScores, readScoreRun } from "#app/models/score-run.ts";
import { createScoring } from "#app/scoring.server.ts";
import { learnInThread } from "#app/scoring-thread.server.ts";

export type NightMeasured = {
  /** Milliseconds: reading and learning from each customer, fitting, scoring every customer, and scoring them again the next night. */
  readonly read: number; readonly fit: number; readonly score: number; readonly again: number;
  /** The longest this process's pages would have waited, in milliseconds. */
  readonly blocked: number;
  /** Bytes, at the highest. */
  readonly memory: number;
};

const [url = "", shopId = "", asOf = "0"] = process.argv.slice(2);
const db = createDb(url, { max: 4 });
const sql = plainSql(db.prisma);
let now = Number(asOf);
let [readFrom, readTo, learntAt] = [0, 0, 0];
const scoring = createScoring({
  db: db.prisma,
  now: () => now,
  onError: (what, error) => {
    console.error(what, error);
    process.exit(1);
  },
  async learn(options, port) {
    const past = async function* (): AsyncGenerator<readonly string[]> {
      readFrom = performance.now();
      yield* port.past;
      readTo = performance.now();
    };
    const learned = await learnInThread(options, { ...port, past: past() });
    learntAt = performance.now();
    return learned;
  },
});
const night = async (): Promise<number> => {
  await askForScores(sql, shopId, "night", now);
  while (await scoring.step(shopId));
  if ((await readScoreRun(sql, shopId))?.status !== "done") throw new Error("the night did not come to its end");
  return performance.now();
};
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const first = await night();
now += 24 * 3_600_000;
const began = performance.now();
const second = await night();
delay.disable();
const measured: NightMeasured = { read: readTo - readFrom, fit: learntAt - readTo, score: first - learntAt, again: second - began, blocked: delay.max / 1e6, memory: process.resourceUsage().maxRSS * 1024 };
console.log(JSON.stringify(measured));
await db.close();
