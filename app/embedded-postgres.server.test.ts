import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres.server.ts";
import { processIdentity } from "./postgres/process-identity.ts";

// Made with mode 700, as a private home is.
const dataDir = await mkdtemp(join(tmpdir(), "afterglow-embedded-"));
afterAll(() => rm(dataDir, { recursive: true, force: true }));
const note = join(dataDir, "postgres", "cluster", "postmaster.pid");

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Another Afterglow on the same folder; resolves once its database is up. */
async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
  const script = `
    import { startEmbeddedPostgres } from "#app/embedded-postgres.server.ts";
    const { url } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = (await once(child.stdout, "data")) as [Buffer];
  return { child, url: url.toString().trim() };
}

async function serverPid(): Promise<number> {
  return Number.parseInt(await readFile(note, "utf8"), 10);
}

describe("the embedded PostgreSQL", () => {
  test("keeps its data between starts, and promises durability", async () => {
    const first = await startEmbeddedPostgres({ dataDir });
    await query(first.url, "create table kept as select 'ÄÖÜ' as word");
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir });
    expect(await query(second.url, "select lower(word) as word from kept")).toEqual([{ word: "äöü" }]);
    expect(await query(second.url, "show fsync")).toEqual([{ fsync: "on" }]);
    expect(await query(second.url, "show synchronous_commit")).toEqual([{ synchronous_commit: "on" }]);
    await second.stop();
    await second.stop();
  });

  test("refuses a folder that another process uses, and says which", async () => {
    const { child } = await startElsewhere();
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`Another Afterglow (process ${child.pid}) already uses`);
    child.kill("SIGKILL");
  });

  test("starts again after kill -9 of the process that started it, and what was committed is there", async () => {
    const { child, url } = await startElsewhere();
    await query(url, "create table survived as select 1 as one");
    const left = await serverPid();
    child.kill("SIGKILL");
    const next = await startEmbeddedPostgres({ dataDir });
    expect(await processIdentity(left)).toBeUndefined();
    expect(await query(next.url, "select one from survived")).toEqual([{ one: 1 }]);
    await next.stop();
  });

  test("starts again after kill -9 of the server itself, which is reported", async () => {
    let report: (sentence: string) => void = () => undefined;
    const reported = new Promise<string>((resolve) => (report = resolve));
    const first = await startEmbeddedPostgres({ dataDir, onCrash: (sentence) => report(sentence) });
    process.kill(await serverPid(), "SIGKILL");
    expect(await reported).toContain("PostgreSQL ended unexpectedly");
    await first.stop();
    await (await startEmbeddedPostgres({ dataDir })).stop();
  });

  test("is not stopped by a note whose process number now belongs to something else", async () => {
    await writeFile(note, `${process.pid}\n${dataDir}\n`);
    await writeFile(join(dataDir, "postgres", "owner.json"), JSON.stringify({ pid: process.pid, identity: "an earlier process" }));
    await (await startEmbeddedPostgres({ dataDir })).stop();
  });

  test("does not outlive the process that started it", async () => {
    const { child } = await startElsewhere();
    const pid = await serverPid();
    child.kill("SIGKILL");
    await expect.poll(() => processIdentity(pid)).toBeUndefined();
  });

  test.each(["/proc/afterglow", "/dev/null/afterglow"])("says in one sentence that %s cannot be written", async (place) => {
    await expect(startEmbeddedPostgres({ dataDir: place })).rejects.toThrow(`DATA_DIR (${place}) cannot be written`);
  });
});
