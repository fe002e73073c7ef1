import type { BenchApp } from "./app.ts";
import type { BenchDatabase } from "./database.ts";
import type { Generator } from "./generator.ts";
import { startPart } from "./part.ts";
import type { Part } from "./part.ts";
import { count, figure, milliseconds, percentile, progress, title } from "./report.ts";

const PER_SECOND = 200;
const SECONDS = 20;
const CONNECTIONS = 32;

/** How long after its acceptance a delivery is a committed decision, while more come in at a steady pace. */
export async function measureLag(database: BenchDatabase, generator: Part<Generator>, smtpUrl: string, first: number): Promise<void> {
  const total = PER_SECOND * SECONDS;
  progress(`accepting ${PER_SECOND}/s for ${SECONDS} s`);
  await generator.call("prepare", { from: first, count: total });
  const app = startPart<BenchApp>("app.ts");
  const url = await app.call("start", { databaseUrl: database.url, smtpUrl, worker: true });
  const mailBefore = await generator.call("mailTaken", undefined as never);
  const cpuBefore = await app.call("cpu", undefined as never);
  const sent = await generator.call("send", { url, from: 0, count: total, connections: CONNECTIONS, perSecond: PER_SECOND });
  const cpu = (await app.call("cpu", undefined as never)) - cpuBefore;
  const mailed = (await generator.call("mailTaken", undefined as never)) - mailBefore;
  const lags = await readLags(database, total);
  await app.stop();

  title(`Lag: ${PER_SECOND}/s for ${SECONDS} s into one process that is web and worker and sends the mail as well`);
  figure({ name: "answered after, median / p99", value: `${milliseconds(percentile(sent.latencies, 0.5))} / ${milliseconds(percentile(sent.latencies, 0.99))}` });
  figure({ name: "from request to committed decision, median", value: milliseconds(percentile(lags, 0.5)) });
  const p99 = percentile(lags, 0.99);
  figure({ name: "from request to committed decision, p99", value: milliseconds(p99), aim: "< 1 s", met: p99 < 1000 });
  figure({ name: "mails sent meanwhile", value: `${count((mailed * 1000) / sent.milliseconds)}/s` });
  figure({ name: "CPU of that process", value: `${Math.round((100 * cpu) / sent.milliseconds)} %` });
}

/** From the request's arrival to the commit of the decision about its order, by PostgreSQL's own record of commit times. */
async function readLags(database: BenchDatabase, total: number): Promise<number[]> {
  for (let tries = 0; tries < 100; tries++) {
    const { rows } = await database.sql.query<{ lag: number }>(
      `SELECT 1000 * extract(epoch FROM min(pg_xact_commit_timestamp(c.xmin)) - min(d.received_at))::float8 AS lag
       FROM delivery d JOIN enrollment e ON e.shop_id = d.shop_id AND d.resource = 'order:' || e.order_ref JOIN decision c ON c.enrollment_id = e.id GROUP BY d.id`,
    );
    if (rows.length === total) return rows.map((row) => row.lag);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("not every order led to a decision");
}
