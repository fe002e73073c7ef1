import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { createDb } from "#app/db.server.ts";
import type { Db } from "#app/db.server.ts";
import { startEmbeddedPostgres } from "#app/embedded-postgres.server.ts";
import type { EmbeddedPostgres } from "#app/embedded-postgres.server.ts";
import { migrate } from "#app/migrate.server.ts";
import { addShop, openDoor } from "#test/door.ts";
import type { Door } from "#test/door.ts";
import { Posters } from "./posters.ts";
import { SHOPS } from "./story.ts";

const KILLS = 3;
const LIFE_MS = 1_500;
const NOW = Date.UTC(2026, 10, 2, 6);

/** The app on a database that is started for it. */
type House = { readonly postgres: EmbeddedPostgres; readonly db: Db; readonly door: Door };

it(`PostgreSQL killed ${KILLS} times under load loses nothing that was answered with 200, and no work`, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "afterglow-chaos-"));
  let house = await open(dataDir);
  onTestFinished(async () => {
    await close(house);
    await rm(dataDir, { recursive: true, force: true });
  });
  for (const { id, platform, domain } of SHOPS) await addShop(house.db.prisma, id, platform, { domain });
  const posters = new Posters(house.door.url);
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(LIFE_MS);
    const answered = posters.answered.size;
    process.kill(await postmasterOf(dataDir), "SIGKILL");
    // Posters go on and must not be told 200 while there is nothing behind the door.
    await sleep(300);
    const refused = posters.refused.length;
    await sleep(300);
    expect(posters.refused.length).toBeGreaterThan(refused);
    expect(answered).toBeGreaterThan(0);
    await close(house);
    house = await open(dataDir);
    posters.goTo(house.door.url);
  }
  await sleep(LIFE_MS);
  await posters.stop();
  await house.door.app.work.drain();

  const { prisma } = house.db;
  const rows = await prisma.$queryRaw<{ id: string }[]>`SELECT coalesce(headers->>'x-shopify-webhook-id', headers->>'x-wc-webhook-delivery-id') AS id FROM delivery`;
  const kept = new Set(rows.map((row) => row.id));
  console.log(`${posters.answered.size} answered, ${posters.refused.length} refused, ${kept.size} kept`);
  expect([...posters.answered].filter((id) => !kept.has(id))).toEqual([]);
  expect(new Set(posters.refused)).toEqual(new Set([503]));
  expect(await prisma.delivery.groupBy({ by: ["status"], orderBy: { status: "asc" } })).toEqual([{ status: "processed" }]);
}, 240_000);

/** With the settings it has in production: what was committed is on the disk. */
async function open(dataDir: string): Promise<House> {
  const postgres = await startEmbeddedPostgres({ dataDir });
  await migrate(postgres.url);
  const db = createDb(postgres.url);
  const quiet = { error: () => {}, warn: () => {} };
  return { postgres, db, door: await openDoor(db.prisma, { now: () => NOW, worker: true, log: quiet }) };
}

async function close({ postgres, db, door }: House): Promise<void> {
  await door.close();
  await db.close();
  await postgres.stop();
}

async function postmasterOf(dataDir: string): Promise<number> {
  const note = await readFile(join(dataDir, "postgres", "cluster", "postmaster.pid"), "utf8");
  return Number(note.split("\n")[0]);
}
