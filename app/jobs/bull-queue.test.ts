import { Redis } from "ioredis";
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { redisUrl } from "#test/redis.ts";
import { bullQueue } from "./bull-queue.ts";
import { describeQueue, until } from "./queue-contract.ts";
import { startSweep } from "./sweep.ts";

const needsRedis = describe.skipIf(!redisUrl);
const prefix = `test-${randomUUID()}`;

describeQueue("Bull queue (needs Redis)", (onError) => bullQueue(redisUrl ?? "", onError, { prefix: `${prefix}-${randomUUID()}` }), needsRedis);

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
    const idle = async (): Promise<{ more: boolean }> => ({ more: false });
    queue.work({ deliveries: async ({ shopId }) => (waiting.delete(shopId), { more: false }), timers: idle, messages: idle });
    const stop = startSweep(queue, async () => [...waiting].map((shopId) => ({ job: "deliveries" as const, shopId })), 20, onError);
    await until(() => waiting.size === 0);
    await stop();
    await queue.close();
  });
});
