import { Redis } from "ioredis";
import { readEnv } from "#app/env.server.ts";

/**
 * The address of a Redis to test with (REDIS_URL, or the usual port of this machine), or undefined when none answers:
 * `describe.skipIf(!redisUrl)("…, needs Redis")` then reports its tests as skipped, by name.
 */
export const redisUrl: string | undefined = await find(readEnv().REDIS_URL ?? "redis://127.0.0.1:6379");

async function find(url: string): Promise<string | undefined> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 500, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    await redis.ping();
    return url;
  } catch {
    return undefined;
  } finally {
    redis.disconnect();
  }
}
