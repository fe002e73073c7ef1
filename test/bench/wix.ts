import { wixEvent, wixOrder, wixWebhook } from "#connectors/wix/fixtures.ts";
import { newKeyPair } from "#connectors/wix/test-keys.ts";
import { wix } from "#connectors/wix/index.ts";
import type { BenchDatabase } from "./database.ts";
import { sendAll } from "./http-load.ts";
import { startPart } from "./part.ts";
import { count, figure, milliseconds, percentile, progress, title } from "./report.ts";
import type { WixApp } from "./wix-part.ts";

/** Wix counts a webhook as failed that is answered later. */
const LIMIT_MS = 1_250;
const SENT = 4_000;
const CONNECTIONS = 64;
const WARM_UP = 500;
const CHECKS = 2_000;

/** How soon the door answers Wix in a burst of orders, while the same process works through them; and what a signature costs. */
export async function measureWix(database: BenchDatabase): Promise<void> {
  const { publicKey, privateKey } = newKeyPair();
  const [domain, appId] = ["0b7c1f60-0000-4000-8000-000000000009", "bench-app"];
  const app = startPart<WixApp>("wix-part.ts");
  const url = new URL(await app.call("start", { databaseUrl: database.url, domain, publicKey, appId }));
  progress("signing Wix webhooks");
  const bodies = Array.from({ length: WARM_UP + SENT }, (_, index) => body(index, domain, appId, privateKey));
  const wires = bodies.map((one) => Buffer.concat([Buffer.from(`POST /webhooks/wix HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: text/plain\r\ncontent-length: ${one.length}\r\n\r\n`), one]));
  await sendAll(url, wires.slice(0, WARM_UP), CONNECTIONS);
  progress("sending them");
  const before = await app.call("cpu", undefined as never);
  const sent = await sendAll(url, wires.slice(WARM_UP), CONNECTIONS);
  const cpu = (await app.call("cpu", undefined as never)) - before;
  await app.stop();
  if (sent.refused > 0) throw new Error(`${sent.refused} webhooks were not answered 200`);
  const most = sent.latencies.reduce((slowest, one) => Math.max(slowest, one), 0);

  title(`Wix: ${count(SENT)} signed order events over ${CONNECTIONS} kept-alive connections, as fast as they are answered, to a process that also works through them`);
  figure({ name: "webhooks accepted", value: `${count((SENT * 1000) / sent.milliseconds)}/s` });
  figure({ name: "answered after, median", value: milliseconds(percentile(sent.latencies, 0.5)) });
  const p99 = percentile(sent.latencies, 0.99);
  figure({ name: "answered after, p99", value: milliseconds(p99), aim: `≤ ${LIMIT_MS} ms`, met: p99 <= LIMIT_MS });
  figure({ name: "answered after, the slowest", value: milliseconds(most), aim: `≤ ${LIMIT_MS} ms`, met: most <= LIMIT_MS });
  figure({ name: "CPU per webhook, taken and worked through meanwhile", value: milliseconds(cpu / SENT) });
  figure({ name: "CPU to check one signature (RS256, 2048 bits) and its claims", value: milliseconds(checkCost(bodies, `App: ${appId}\n${publicKey}`)) });
}

function body(index: number, instanceId: string, appId: string, privateKey: string): Uint8Array {
  const id = `880fa895-0000-4000-8000-${String(index).padStart(12, "0")}`;
  const at = Date.now() - 60_000;
  const order = wixOrder({ id, number: 10_000 + index, createdAt: at, paidAt: at, total: "25.00", contactId: `24de6f0b-0000-4000-8000-${String(index % 500).padStart(12, "0")}`, email: `shopper${index % 500}@example.com`, lines: [{ productId: "c8539b66-0000-4000-8000-000000000001", name: "Mug", price: "25.00" }] });
  return wixWebhook({ eventType: "wix.ecom.v1.order_approved", instanceId, event: wixEvent("wix.ecom.v1.order", "approved", id, at, { actionEvent: { body: { order } } }), privateKey, at, claims: { aud: appId } });
}

/** Milliseconds of CPU. */
function checkCost(bodies: readonly Uint8Array[], secret: string): number {
  const started = process.cpuUsage();
  for (const one of bodies.slice(0, CHECKS)) {
    if (wix.verify({ headers: {}, body: one }, [secret], Date.now()).kind !== "authentic") throw new Error("a good signature was refused");
  }
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000 / Math.min(CHECKS, bodies.length);
}
