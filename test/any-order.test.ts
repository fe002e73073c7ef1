import { describe, expect, it } from "vitest";
import { uuidv7 } from "#app/intake.server.ts";
import { insertDeliveries } from "#app/models/intake.ts";
import { postgresStore } from "#app/models/store/index.ts";
import { handleDeliveries } from "#app/engine/handle-deliveries.ts";
import { connectorFor } from "#connectors/registry.ts";
import { addShop, CAPTURE_TIME } from "./door.ts";
import { testDatabase } from "./database.ts";
import { finalRows } from "./rows.ts";
import { capturedWoo, collectedShopify, collectedWoo, hasSamples } from "./samples.ts";
import type { Sample } from "./samples.ts";

const { prisma: db } = await testDatabase();
const ORDERS = 200;

/** Small and good enough for tests: Tommy Ettinger's mulberry32, public domain. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = mulberry32(seed);
  const result = [...items];
  for (let index = result.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other] as T, result[index] as T];
  }
  return result;
}

/** Processes samples in this order, by `workers` at once, each with connections and caches of its own. */
async function run(shopId: string, platform: "woocommerce" | "shopify", samples: readonly Sample[], workers: number): Promise<unknown> {
  await addShop(db, shopId, platform, { domain: `${shopId}.example.com` });
  const connector = connectorFor(platform);
  if (!connector) throw new Error(platform);
  await insertDeliveries(db, samples.map((sample) => ({ id: uuidv7(CAPTURE_TIME), shopId, topic: sample.topic, headers: {}, body: sample.body, receivedAt: CAPTURE_TIME, source: "webhook" as const, dedupe: null })));
  const work = async (): Promise<void> => {
    const store = postgresStore(db);
    for (let claimed = 1; claimed > 0; ) {
      const result = await handleDeliveries(store, shopId, (delivery) => connector.translate(delivery.topic, delivery.body, delivery.receivedAt, { currency: "USD", country: "US" }), () => CAPTURE_TIME, 25);
      expect(result.failed).toEqual([]);
      claimed = result.claimed;
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return finalRows(db, shopId);
}

const captured = capturedWoo().samples.filter((sample) => /^(order|customer|product)\./.test(sample.topic));
const numberOf = (sample: Sample): string => `${sample.topic.split(".")[0]} ${JSON.parse(sample.body.toString()).id}`;

/** The collected bodies come from several stores that number alike; one of each number makes one store of all. */
function distinct(samples: readonly Sample[]): Sample[] {
  const taken = new Set(captured.map(numberOf));
  return samples.filter((sample) => !taken.has(numberOf(sample)) && taken.add(numberOf(sample)));
}

describe.skipIf(!hasSamples).each([
  ["woocommerce", [...captured, ...distinct(collectedWoo("x"))]],
  ["shopify", collectedShopify("x")],
] as const)("%s deliveries", (platform, samples) => {
  it(`end in the same rows shuffled, doubled and split over two workers, ${ORDERS} seeded orders`, async () => {
    const expected = await run(`${platform}-as-sent`, platform, samples, 1);
    for (let seed = 1; seed <= ORDERS; seed++) {
      const rows = await run(`${platform}-${seed}`, platform, shuffled([...samples, ...samples], seed), 2);
      expect(rows, `seed ${seed}`).toEqual(expected);
    }
  }, 240_000);
});
