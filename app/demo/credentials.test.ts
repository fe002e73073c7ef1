import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addShop } from "#test/door.ts";
import { testDatabase } from "#test/database.ts";
import { hashApiKey } from "../models/connect-shop.ts";
import { newCredentials, storedCredentials } from "./credentials.ts";
import { keptSecret, writeWhole } from "./data-folder.ts";
import { linde } from "./stores/linde.ts";

describe("credentials of the demo", async () => {
  const { prisma } = await testDatabase();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "afterglow-demo-"));
    await addShop(prisma, linde.id, linde.platform, { secret: "first" });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const row = () => prisma.shop.findUniqueOrThrow({ where: { id: linde.id } });

  it("come from the environment where it names them", () => {
    expect(newCredentials(linde, { SHOPIFY_API_SECRET: "not mine", DEMO_WEBHOOK_SECRET: "mine" }).webhookSecret).toBe("mine");
    expect(newCredentials(linde, {}).webhookSecret).toMatch(/^[\w-]{32}$/);
  });

  it("are the same at the next start, and a new secret leaves the old one valid", async () => {
    const list = join(folder, "demo.json");
    const lost = await storedCredentials(prisma, linde, {}, list);
    expect(lost.webhookSecret).toBe("first");
    expect((await row()).apiKeyHash).toBe(hashApiKey(lost.apiKey));
    expect((await row()).writeKeyHash).toBe(hashApiKey(lost.writeKey));
    await writeWhole(list, JSON.stringify({ shops: [{ id: linde.id, apiKey: lost.apiKey, writeKey: lost.writeKey }] }));
    expect(await storedCredentials(prisma, linde, {}, list)).toEqual(lost);
    expect(await storedCredentials(prisma, linde, { DEMO_WEBHOOK_SECRET: "second" }, list)).toEqual({ ...lost, webhookSecret: "second" });
    expect((await row()).secrets).toEqual(["second", "first"]);
  });

  it("keep the signing secret for its owner alone", async () => {
    const secret = await keptSecret(folder);
    expect(await keptSecret(folder)).toBe(secret);
    expect((await stat(join(folder, "app-secret"))).mode & 0o777).toBe(0o600);
  });
});
