import { Redis } from "ioredis";
import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { redisUrl } from "#test/redis.ts";
import { bullQueue } from "./bull-queue.ts";
import { evictionWarning } from "./eviction.ts";
import { describeQueue, handlers, until } from "./queue-contract.ts";
import { startSweep } from "./sweep.ts";

const needsRedis = describe.skipIf(!redisUrl);
const prefix = `test-${randomUUID()}`;

afterAll(async () => {
  if (!redisUrl) return;
  const redis = new Redis(redisUrl);
  const keys = await redis.keys(`${prefix}*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
});

describeQueue("Bull queue (needs Redis)", (onError, group) => bullQueue(redisUrl ?? "", onError, { prefix: `${prefix}-${group}` }), needsRedis);

needsRedis("Bull queue (needs Redis) and a lost Redis", () => {
  it("finds by the sweep what was dropped when Redis was emptied", async () => {
    const own = `${prefix}-lost`;
    const waiting = new Set(["a", "b"]);
    const onError = (): void => {};
    const before = bullQueue(redisUrl ?? "", onError, { prefix: own });
    await before.hint("deliveries", "a");
    await before.hint("deliveries", "b");
    await before.close();
    const redis = new Redis(redisUrl ?? "");
    const keys = await redis.keys(`${own}*`);
    expect(keys.length).toBeGreaterThan(0);
    await redis.del(keys);
    redis.disconnect();

    const queue = bullQueue(redisUrl ?? "", onError, { prefix: own });
    queue.work(handlers({ deliveries: async ({ shopId }) => (waiting.delete(shopId), { more: false }) }));
    const stop = startSweep(queue, async () => [...waiting].map((shopId) => ({ job: "deliveries" as const, shopId })), 20, onError);
    await until(() => waiting.size === 0);
    await stop();
    await queue.close();
  });

  it("warns of a Redis that may throw hints away, and only of such", async () => {
    const said = (policy: string): Promise<string | null> => evictionWarning({ info: async () => `# Memory\r\nmaxmemory:0\r\nmaxmemory_policy:${policy}\r\nx:1` });
    expect(await said("allkeys-lru")).toContain("allkeys-lru and should be noeviction");
    expect(await said("noeviction")).toBeNull();
    expect(await evictionWarning({ info: async () => "" })).toBeNull();
    const redis = new Redis(redisUrl ?? "");
    expect(await redis.info("memory")).toMatch(/^maxmemory_policy:\w/m);
    redis.disconnect();
  });
});
