import type { BenchApp } from "./app.ts";
import type { BenchDatabase } from "./database.ts";
import type { Generator } from "./generator.ts";
import type { Sent } from "./http-load.ts";
import { startPart } from "./part.ts";
import type { Part } from "./part.ts";
import { count, figure, milliseconds, percentile, progress, title } from "./report.ts";

const CONNECTIONS = 32;
/** The two are measured by turns, so that other work on the machine falls on both alike. */
const TURNS = 5;
const WARM_UP = 1_000;

/** How many webhooks the door takes, against how many plain rows the database takes. Leaves `total` deliveries behind. */
export async function measureAccept(database: BenchDatabase, generator: Part<Generator>, smtpUrl: string, total: number): Promise<void> {
  const web = startPart<BenchApp>("app.ts");
  const url = await web.call("start", { databaseUrl: database.url, smtpUrl, worker: false });
  const connections = CONNECTIONS;
  const bytes = await generator.call("prepare", { from: 0, count: total });
  await generator.call("insert", { databaseUrl: database.url, from: 0, count: WARM_UP, connections });
  await generator.call("send", { url, from: 0, count: WARM_UP, connections });

  const plain: Sent[] = [];
  const accepted: Sent[] = [];
  let [webCpu, postgresCpu] = [0, 0];
  const each = (total - WARM_UP) / TURNS;
  for (let turn = 0; turn < TURNS; turn++) {
    const part = { from: WARM_UP + turn * each, count: each, connections };
    progress(`accepting webhooks, turn ${turn + 1} of ${TURNS}`);
    plain.push(await generator.call("insert", { databaseUrl: database.url, ...part }));
    const before = [await web.call("cpu", undefined as never), await database.cpu()] as const;
    accepted.push(await generator.call("send", { url, ...part }));
    webCpu += (await web.call("cpu", undefined as never)) - before[0];
    postgresCpu += (await database.cpu()) - before[1];
  }
  await web.stop();

  const limit = rate(plain);
  const door = rate(accepted);
  const refused = accepted.reduce((sum, one) => sum + one.refused, 0);
  if (refused > 0) throw new Error(`${refused} webhooks were not answered 200`);
  const sent = each * TURNS;
  title(`Accepting: signed order webhooks of ${count(bytes)} bytes over ${connections} kept-alive connections, answered once committed`);
  figure({ name: "plain single-row INSERTs of the same bytes: the limit", value: `${count(limit)}/s` });
  latencies(plain);
  figure({ name: "webhooks accepted", value: `${count(door)}/s` });
  latencies(accepted);
  figure({ name: "accepted / limit", value: (door / limit).toFixed(2), aim: "≥ 0.5", met: door / limit >= 0.5 });
  figure({ name: "CPU per webhook, web process", value: milliseconds(webCpu / sent) });
  figure({ name: "CPU per webhook, PostgreSQL", value: milliseconds(postgresCpu / sent) });
}

function rate(sent: readonly Sent[]): number {
  const all = sent.reduce((sum, one) => sum + one.latencies.length, 0);
  return (all * 1000) / sent.reduce((sum, one) => sum + one.milliseconds, 0);
}

function latencies(sent: readonly Sent[]): void {
  const all = sent.flatMap((one) => one.latencies);
  figure({ name: "  answered after, median / p99", value: `${milliseconds(percentile(all, 0.5))} / ${milliseconds(percentile(all, 0.99))}` });
}
