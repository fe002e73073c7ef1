import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "#app/core/shared/instant.ts";
import { testDatabase } from "#test/database.ts";
import { addShop } from "#test/door.ts";
import { exposition, readGauges } from "./metrics.ts";
import { plainSql } from "./plain-sql.ts";
import { listPulls, setBackPull, startPulls } from "./pull.ts";
import type { Pull } from "./pull.ts";
import { askForScores, beginStage, claimScoreRun, setBackScoreRun } from "./score-run.ts";

const { prisma: db } = await testDatabase();
const sql = plainSql(db);
const NOW = Date.UTC(2026, 2, 2, 10, 0, 0);
const ORDERS = { key: "orders", label: "Orders" };

async function shown(at: number): Promise<Record<string, number>> {
  const lines = exposition(await readGauges(sql, at)).trim().split("\n").filter((line) => !line.startsWith("#"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]));
}

test("shows how many shops wait for their scores and their past, and for how long the first", async () => {
  for (const id of ["waits", "learns", "scores", "failed", "left", "new"]) await addShop(db, id, "shopify", { domain: `${id}.example.com` });
  expect(await shown(NOW)).toMatchObject({ 'afterglow_scoring_runs{status="waiting"}': 0, afterglow_scoring_oldest_seconds: 0, 'afterglow_backfills{status="failed"}': 0, afterglow_backfills_oldest_seconds: 0 });

  for (const id of ["learns", "scores", "failed", "left"]) {
    await askForScores(sql, id, "merchant", NOW);
    await claimScoreRun(sql, id, NOW, NOW + MINUTE);
  }
  await beginStage(sql, "learns", "learning", "reading", 10, NOW, NOW + MINUTE);
  await beginStage(sql, "scores", "scoring", "scoring", 10, NOW, NOW + MINUTE);
  await askForScores(sql, "waits", "merchant", NOW - HOUR);
  await setBackScoreRun(sql, "failed", "It could not be done.", null, NOW);

  const window = { since: null, until: NOW };
  await startPulls(sql, "new", "backfill", [ORDERS, { key: "customers", label: "Customers" }], window, NOW - DAY);
  await startPulls(sql, "left", "catch_up", [ORDERS], window, NOW - 9 * DAY);
  const [, customers] = await listPulls(db, "new");
  await setBackPull(sql, "new", customers as Pull, "It could not be read.", null, NOW);
  await db.shop.update({ where: { id: "left" }, data: { uninstalledAt: new Date(NOW) } });

  expect(await shown(NOW + MINUTE)).toMatchObject({
    'afterglow_scoring_runs{status="waiting"}': 1, 'afterglow_scoring_runs{status="learning"}': 1, 'afterglow_scoring_runs{status="scoring"}': 1, 'afterglow_scoring_runs{status="failed"}': 1,
    afterglow_scoring_oldest_seconds: 3660,
    'afterglow_backfills{status="waiting"}': 1, 'afterglow_backfills{status="failed"}': 1, afterglow_backfills_oldest_seconds: 86_460,
    'afterglow_catch_ups{status="waiting"}': 0, afterglow_catch_ups_oldest_seconds: 0,
  });
});

test("writes each figure in Prometheus' text format, its help and type once", async () => {
  const text = exposition(await readGauges(sql, NOW));
  for (const block of text.trim().split(/\n(?=# HELP)/)) expect(block).toMatch(/^# HELP (afterglow_[a-z_]+) [^\n]+\n# TYPE \1 gauge(\n\1(\{status="[a-z]+"\})? [\d.]+)+$/);
  const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  expect(new Set(names).size).toBe(names.length);
});
