import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, openDoor } from "#test/door.ts";
import { createImports } from "../imports.server.ts";
import { postgresStore } from "../models/store/index.ts";
import { signInCookie } from "../session.server.ts";
import { ORDER, shopifyCsv } from "../simulation/csv.fixture.ts";
import { action, loader } from "./app.import.tsx";
import { loader as problems } from "./app.import_.problems.ts";

const { prisma: db } = await testDatabase();
const NOW = Date.UTC(2026, 4, 1);
const { app } = await openDoor(db, { now: () => NOW });
const folder = join(tmpdir(), `afterglow-imports-test-${process.pid}`);
const imports = createImports({ db, store: postgresStore(db), now: () => NOW, folder, failed: (error) => { throw error; }, mostBytes: 2_000_000 });
const context = { app: { ...app, imports } };
afterAll(async () => {
  await imports.close();
  await rm(folder, { recursive: true, force: true });
});
for (const id of ["a", "b", "c"]) await addShop(db, id, "shopify", { currency: "GBP", country: "GB" });

const args = async (shopId: string, body?: FormData | BodyInit, headers: Record<string, string> = {}) => {
  const cookie = await signInCookie(app, { shopId, person: "owner", role: "owner" });
  const request = new Request("http://localhost/app/import", { headers: { cookie, ...headers }, ...(body === undefined ? {} : { method: "POST", body, duplex: "half" }) } as RequestInit);
  return { request, params: {}, context } as never;
};
const send = async (shopId: string, fields: Record<string, string | Blob>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string") form.set(name, value);
    else form.set(name, value, value instanceof File ? value.name : "orders.csv");
  }
  return (await (await action(await args(shopId, form))).json()) as { said: string | null };
};
/** A form without a file, as the buttons post it. */
const press = async (shopId: string, intent: string) => (await (await action(await args(shopId, new URLSearchParams({ intent })))).json()) as { said: string | null };
const state = async (shopId: string) => (await loader(await args(shopId))).state;
const reaches = (shopId: string, kind: string) => expect.poll(async () => (await state(shopId)).kind, { interval: 20 }).toBe(kind);

const FILE = new Blob([shopifyCsv([ORDER, { ...ORDER, Name: "#1002", Id: "5000000000002" }, { ...ORDER, Name: "=1003", Id: "5000000000003", "Created at": "yesterday" }])]);

it("checks a file, shows what would come of it, takes it in when asked, and removes it", async () => {
  expect(await state("a")).toEqual({ kind: "none" });
  expect(await send("a", { file: FILE })).toEqual({ said: null });
  await reaches("a", "checked");
  expect(await state("a")).toMatchObject({ name: "orders.csv", totals: { orders: 3, taken: 2, notTaken: 1, problems: 1 }, problems: [{ line: 4, field: "Created at" }] });
  expect(await db.order.count()).toBe(0);
  const all = await problems(await args("a"));
  expect(await all.text()).toBe(`Line,Column,Problem\n"4","Created at","""yesterday"" is not a date and time; this order was left out"\n`);

  expect(await press("a", "start")).toEqual({ said: null });
  await reaches("a", "done");
  expect(await state("a")).toMatchObject({ totals: { taken: 2, unchanged: 0 }, at: NOW });
  expect(await db.order.count({ where: { shopId: "a" } })).toBe(2);
  expect((await readdir(folder)).filter((name) => name.endsWith(".upload"))).toEqual([]);
  expect(await press("a", "start")).toEqual({ said: expect.stringContaining("no longer here") });
  await press("a", "forget");
  expect(await state("a")).toEqual({ kind: "none" });
  expect(await readdir(folder)).toEqual([]);
});

it("is another shop's business never", async () => {
  await send("a", { file: FILE });
  await reaches("a", "checked");
  expect(await state("b")).toEqual({ kind: "none" });
  await expect(problems(await args("b"))).rejects.toMatchObject({ status: 404 });
  expect(await press("b", "start")).toEqual({ said: expect.stringContaining("no longer here") });
  await press("b", "forget");
  expect((await state("a")).kind).toBe("checked");
  await press("a", "forget");
  const stranger = new Request("http://localhost/app/import", { method: "POST", body: new FormData() });
  await expect(action({ request: stranger, params: {}, context } as never)).rejects.toMatchObject({ status: 401 });
});

it("says in one sentence what is wrong with a file, and keeps nothing of it", async () => {
  await send("c", { file: new Blob(["PK\u0003\u0004"]) });
  await reaches("c", "unusable");
  expect(await state("c")).toMatchObject({ name: "orders.csv", reason: expect.stringContaining("spreadsheet workbook") });
  expect((await send("c", { file: new Blob([new Uint8Array(2_000_001)]) })).said).toContain("larger than 2 MB");
  expect((await send("c", { note: "no file" })).said).toBe("Choose a file first.");
  expect((await send("c", { file: new File([], "") })).said).toBe("Choose a file first.");
  const cut = `--x\r\ncontent-disposition: form-data; name="file"; filename="o.csv"\r\n\r\nName,Ema`;
  expect((await (await action(await args("c", cut, { "content-type": "multipart/form-data; boundary=x" }))).json()).said).toContain("did not arrive whole");
  expect((await (await action(await args("c", "no form", { "content-type": "multipart/form-data" }))).json()).said).toContain("did not arrive whole");
  expect((await readdir(folder)).filter((name) => name.endsWith(".upload"))).toEqual([]);
});

it("reads one file of a shop at a time", async () => {
  const many = new Blob([shopifyCsv(Array.from({ length: 3_000 }, (_, index) => ({ ...ORDER, Name: `#${index}`, Id: String(7_000_000_000_000 + index) })))]);
  expect(await send("b", { file: many })).toEqual({ said: null });
  expect((await send("b", { file: FILE })).said).toContain("being read already");
  await reaches("b", "checked");
  expect(await state("b")).toMatchObject({ totals: { taken: 3_000 } });
});

it("lets go of a file that is being read when its shop or somebody in it is to be forgotten", async () => {
  await addShop(db, "d", "shopify", { currency: "GBP", country: "GB" });
  const rows = Array.from({ length: 4_000 }, (_, index) => ({ ...ORDER, Name: `#${index}`, Id: String(6_000_000_000_000 + index) }));
  const before = (await readdir(folder)).length;
  expect(await send("d", { file: new Blob([shopifyCsv(rows)]) })).toEqual({ said: null });
  expect((await state("d")).kind).toBe("checking");
  await imports.drop("d");
  expect(await state("d")).toEqual({ kind: "none" });
  expect((await readdir(folder)).length).toBe(before);
  await imports.drop("d");
});

it("takes one file of a shop at a time also while it arrives", async () => {
  await addShop(db, "e", "shopify", { currency: "GBP", country: "GB" });
  const gate = Promise.withResolvers<void>();
  const slow = async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode("Name");
    await gate.promise;
  };
  const first = imports.offer("e", "slow.csv", slow());
  expect(await send("e", { file: FILE })).toEqual({ said: expect.stringContaining("being read already") });
  gate.resolve();
  expect(await first).toBe("checking");
  await reaches("e", "unusable");
  expect(await send("e", { file: FILE })).toEqual({ said: null });
  await reaches("e", "checked");
});
