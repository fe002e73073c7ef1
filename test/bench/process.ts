import type { BenchApp } from "./app.ts";
import type { BenchDatabase } from "./database.ts";
import { startPart } from "./part.ts";
import { count, figure, milliseconds, progress, title } from "./report.ts";

/** How fast the accepted deliveries become decisions. */
export async function measureProcess(database: BenchDatabase, smtpUrl: string, total: number): Promise<void> {
  progress("working off the backlog");
  const worker = startPart<BenchApp>("app.ts");
  await worker.call("start", { databaseUrl: database.url, smtpUrl, worker: false });
  const before = [await worker.call("cpu", undefined as never), await database.cpu()] as const;
  const took = await worker.call("process", undefined as never);
  const nodeCpu = (await worker.call("cpu", undefined as never)) - before[0];
  const postgresCpu = (await database.cpu()) - before[1];
  await worker.stop();
  const { rows } = await database.sql.query<{ status: string; count: number }>("SELECT status, count(*)::int FROM delivery GROUP BY 1");
  if (rows.length !== 1 || rows[0]?.status !== "processed" || rows[0].count !== total) throw new Error(`the backlog ended as ${JSON.stringify(rows)}`);
  const decided = await database.sql.query<{ count: number }>("SELECT count(DISTINCT (e.shop_id, e.order_ref))::int FROM decision d JOIN enrollment e ON e.id = d.enrollment_id");
  if (decided.rows[0]?.count !== total) throw new Error(`${total} orders led to decisions about ${decided.rows[0]?.count}`);

  const rate = (total * 1000) / took;
  title(`Processing: a backlog of ${count(total)} distinct orders, from raw delivery to decision row and outbox (mail is not sent here)`);
  figure({ name: "deliveries processed", value: `${count(rate)}/s`, aim: "≥ 1,000/s", met: rate >= 1000 });
  figure({ name: "CPU per delivery, worker", value: milliseconds(nodeCpu / total) });
  figure({ name: "CPU per delivery, PostgreSQL", value: milliseconds(postgresCpu / total) });
}
