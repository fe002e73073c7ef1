/** Process: sends webhooks, inserts plain rows for comparison, and takes the mail. */
import { uuidv7 } from "#app/intake.server.ts";
import pg from "pg";
import { sendAll } from "./http-load.ts";
import type { Sent } from "./http-load.ts";
import { startMailSink } from "./mail-sink.ts";
import { prepare } from "./orders.ts";
import type { Prepared } from "./orders.ts";
import { ownCpu, serve } from "./part.ts";

let prepared: Prepared[] = [];
const sink = await startMailSink();

const INSERT = `INSERT INTO delivery (id, shop_id, topic, headers, body, received_at) VALUES ($1, $2, $3, $4, $5, $6)`;

const methods = {
  mailUrl: async (): Promise<string> => sink.url,
  mailTaken: async (): Promise<number> => sink.taken(),
  cpu: ownCpu,
  /** Makes orders `from` to `from + count`; returns their mean size in bytes. */
  async prepare({ from, count }: { from: number; count: number }): Promise<number> {
    const createdAt = Date.now() - 60_000;
    prepared = Array.from({ length: count }, (_, index) => prepare(from + index, createdAt));
    return prepared.reduce((sum, one) => sum + one.body.length, 0) / count;
  },
  async send({ url, from, count, connections, perSecond }: { url: string; from: number; count: number; connections: number; perSecond?: number }): Promise<Sent> {
    return sendAll(new URL(url), prepared.slice(from, from + count).map((one) => one.wire), connections, perSecond);
  },
  /** The limit: the same rows, one plain INSERT and commit each, by as many connections. They are taken out again. */
  async insert({ databaseUrl, from, count, connections }: { databaseUrl: string; from: number; count: number; connections: number }): Promise<Sent> {
    const clients = await Promise.all(Array.from({ length: connections }, () => connectTo(databaseUrl)));
    const rows = prepared.slice(from, from + count).map((one) => [uuidv7(Date.now()), "limit", one.topic, JSON.stringify(one.headers), one.body, new Date()]);
    const latencies: number[] = [];
    let next = 0;
    const start = performance.now();
    await Promise.all(
      clients.map(async (client) => {
        for (let row = rows[next++]; row; row = rows[next++]) {
          const began = performance.now();
          await client.query({ name: "insert", text: INSERT, values: row });
          latencies.push(performance.now() - began);
        }
      }),
    );
    const milliseconds = performance.now() - start;
    await clients[0]?.query("DELETE FROM delivery WHERE shop_id = 'limit'");
    await Promise.all(clients.map((client) => client.end()));
    return { milliseconds, latencies, refused: 0 };
  },
};

export type Generator = typeof methods;

serve(methods);

async function connectTo(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
