import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, readdirSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Reach } from "#app/core/event/platform-client.ts";
import { download, joinLines, partsFor } from "./export-file.ts";
import { openSpool } from "./spool.ts";

let text = "";
let server: Server;
const reach: Reach = { now: () => 0, sleep: async () => undefined, random: () => "", allowPrivate: true, resolve: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };

beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(200);
    // In pieces that end in the middle of lines and of letters.
    const bytes = Buffer.from(text);
    const piece = bytes.length > 100_000 ? 50_021 : 37;
    for (let at = 0; at < bytes.length; at += piece) response.write(bytes.subarray(at, at + piece));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ORDER = "gid://shopify/Order/";
const big = (number: number): string => `8209829119461545${String(number).padStart(3, "0")}`;

it("any order of lines and any number of parts gives every resource once, with its own children in their order", async () => {
  const shape = fc.array(fc.record({ lines: fc.nat(5), returns: fc.nat(2) }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(shape, fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.nat()), async (orders, parts, luck) => {
      const expected = orders.map(({ lines, returns }, index) => ({
        id: `${ORDER}${big(index)}`, name: `#${index} – été`,
        lineItems: Array.from({ length: lines }, (_, line) => `gid://shopify/LineItem/${big(index)}${line}`),
        returns: Array.from({ length: returns }, (_, back) => `gid://shopify/Return/${big(index)}${back}`),
      }));
      const all = expected.flatMap(({ id, name, lineItems, returns }) => [{ id, name }, ...[...lineItems, ...returns].map((child) => ({ id: child, __parentId: id }))]);
      text = all.map((line) => ({ line, at: luck.next().value })).sort((a, b) => a.at - b.at).map(({ line }) => `${JSON.stringify(line)}\n`).join("");
      const spool = await download(reach, "https://storage.example/x", parts);
      if (!spool) throw new Error("no file");
      const found = [];
      for (let part = 0; part < parts; part++) found.push(...joinLines(await spool.read(part)));
      await spool.close();
      const ids = (list: unknown): string[] => ((list as { nodes: { id: string }[] } | undefined)?.nodes ?? []).map(({ id }) => id);
      const read = found.map(({ id, name, lineItems, returns }) => ({ id, name, lineItems: ids(lineItems), returns: ids(returns) }));
      expect(read.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

it("a file several times larger than what is held is read whole", async () => {
  const name = "n".repeat(3000);
  text = Array.from({ length: 9000 }, (_, index) => `${JSON.stringify({ id: `${ORDER}${index}`, name })}\n`).join("");
  expect(Buffer.byteLength(text)).toBeGreaterThan(3 * 8_000_000);
  const spool = await download(reach, "https://storage.example/x", 28);
  const counts = [];
  for (let part = 0; part < 28; part++) counts.push(joinLines((await spool?.read(part)) ?? []).length);
  await spool?.close();
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(9000);
  expect(Math.max(...counts)).toBeLessThan(600);
});

it("nothing of it has a name on the disk, while it is read or after a crash", async () => {
  const folder = mkdtempSync(join(tmpdir(), "export-file-test-"));
  const spool = await openSpool(2, folder);
  await spool.add(1, Buffer.from("{}"));
  expect(readdirSync(folder)).toEqual([]);
  expect([await spool.read(0), await spool.read(1)]).toEqual([[], ["{}"]]);
  await spool.close();
  rmdirSync(folder);
});

it.each(["{", '{"name":"no id"}', "[]", "<html>"])("a line that is %s is no export", async (line) => {
  text = `${line}\n`;
  await expect(download(reach, "https://storage.example/x", 3)).rejects.toMatchObject({ kind: "unavailable" });
});

it("is cut into parts by its size", () => {
  expect([0, 1, 1_000_000, 1_000_001, 1e12].map(partsFor)).toEqual([1, 1, 1, 2, 4096]);
});
