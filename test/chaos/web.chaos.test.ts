import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { Random } from "#app/demo/life/random.ts";
import { testDatabase } from "#test/database.ts";
import { addShop } from "#test/door.ts";
import { SharedClock } from "./clock.ts";
import { Posters } from "./posters.ts";
import { Nursery } from "./process.ts";
import { SHOPS } from "./story.ts";

const KILLS = 25;
/** A web process dies within this many milliseconds of its first answer. */
const LIFE = 400;

it(`a web process killed ${KILLS} times under load loses nothing that it answered with 200`, async () => {
  const folder = await mkdtemp(join(tmpdir(), "afterglow-chaos-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { prisma: db, url: databaseUrl } = await testDatabase();
  for (const { id, platform, domain } of SHOPS) await addShop(db, id, platform, { domain });
  const clock = new SharedClock(join(folder, "clock"));
  clock.move(Date.UTC(2026, 10, 2, 6));
  const port = await freePort();
  const webs = new Nursery("web-process.ts", { databaseUrl, smtpUrl: "smtp://127.0.0.1:9", clock: clock.path, leaseMs: 1_000, port });
  const random = new Random("web");
  const posters = new Posters(`http://127.0.0.1:${port}`);
  for (let kill = 0; kill < KILLS; kill++) {
    const web = await webs.start();
    const before = posters.answered.size;
    while (posters.answered.size === before) await sleep(5);
    await sleep(LIFE * random.next());
    await web.kill();
  }
  await posters.stop();
  await webs.close();

  const rows = await db.$queryRaw<{ id: string }[]>`SELECT coalesce(headers->>'x-shopify-webhook-id', headers->>'x-wc-webhook-delivery-id') AS id FROM delivery`;
  const kept = new Set(rows.map((row) => row.id));
  console.log(`${posters.answered.size} answered, ${posters.cutOff} cut off, ${kept.size} kept`);
  expect([...posters.answered].filter((id) => !kept.has(id))).toEqual([]);
  expect(kept.size).toBe(rows.length);
  // The kills did fall between a request and its answer.
  expect(posters.cutOff).toBeGreaterThan(KILLS);
  expect(posters.refused).toEqual([]);
}, 240_000);

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
