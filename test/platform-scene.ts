/** A store's double and a real app beside it, on one clock: what the platforms' own tests play with. */
import type { StoreTruth, SentWebhook, StartDouble, StoreDouble } from "#test/doubles/store-double.ts";
import { openDoor } from "#test/door.ts";
import type { Door } from "#test/door.ts";
import { HOUR, MINUTE } from "#app/core/shared/instant.ts";
import { isDeleted, refundedTotal } from "#app/core/event/order-facts.ts";
import type { OrderState } from "#app/core/event/order-state.ts";
import type { LiveOptions } from "#app/live.server.ts";
import type { Database } from "#app/models/database.ts";

export const BEGIN = Date.UTC(2026, 10, 2, 10);

export type PlatformScene = {
  readonly door: Door;
  readonly double: StoreDouble;
  now(): number;
  /** The clock goes on, and everything due by then is done. */
  pass(ms: number): Promise<void>;
  install(): Promise<{ shopId: string; isNew: boolean }>;
  /** Reads on until nothing is left to read. */
  readAll(shopId: string): Promise<void>;
  /** Sends a webhook to the door; the answer's status. */
  send(webhook: SentWebhook): Promise<number>;
  readonly logged: string[];
};

/** Starts both. The double is not closed by itself: `double.close()`. */
export async function platformScene(db: Database, start: StartDouble, past = { orders: 40, customers: 12, products: 6 }, over: Partial<LiveOptions> = {}): Promise<PlatformScene> {
  let now = BEGIN;
  const double = await start({ now: BEGIN, clock: () => now, ...past });
  const logged: string[] = [];
  const log = (line: string): void => void logged.push(line);
  const door = await openDoor(db, {
    now: () => now, reach: { allowPrivate: true, sleep: async (ms) => void (now += ms), ...double.reach }, log: { error: log, warn: log },
    ...(double.keys ? { platformKeys: { [double.platform]: double.keys }, shopifySecrets: [double.keys.secret] } : {}), ...over,
  });
  const { app } = door;
  const scene: PlatformScene = {
    door, double, logged,
    now: () => now,
    async pass(ms) {
      now += ms;
      await app.work.drain();
    },
    async install() {
      const client = await app.platforms.trial(double.platform, double.domain, double.credentials, double.scopes);
      return app.platforms.install({ platform: double.platform, facts: await client.about(), credentials: double.credentials, scopes: double.scopes });
    },
    async readAll(shopId) {
      await app.work.drain();
      for (let rounds = 0; (await db.pull.count({ where: { shopId, status: "waiting" } })) > 0; rounds++) {
        if (rounds > 500) throw new Error("reading does not come to an end");
        await scene.pass(MINUTE);
      }
    },
    async send({ path, headers, body }) {
      const response = await fetch(door.url + path, { method: "POST", headers: { ...headers }, body: Buffer.from(body) });
      await response.text();
      return response.status;
    },
  };
  return scene;
}

/** What our side knows of the store, in the double's own terms. */
export async function knownOf(db: Database, shopId: string): Promise<StoreTruth> {
  const orders = await db.order.findMany({ where: { shopId } });
  const accounts = await db.account.findMany({ where: { shopId } });
  const products = await db.product.findMany({ where: { shopId } });
  return {
    orders: sorted(
      orders.flatMap((row) => {
        const state = row.state as unknown as OrderState;
        const { details } = state;
        if (!details || details.draft || isDeleted(state)) return [];
        return [{
          ref: row.ref, email: details.customer.email ?? "", total: details.total, currency: details.currency, paid: state.paidAt !== null, cancelled: details.cancelledAt !== null,
          shipped: state.fulfilledAt !== null || Object.values(state.shipments).some((one) => one.shippedAt !== null && !one.cancelled), refunded: refundedTotal(state),
        }];
      }),
    ),
    customers: sorted(
      accounts.flatMap((row) => {
        const latest = (row.state as unknown as { latest: { deleted: boolean; customer: { email: string | null; firstName: string | null } } | null }).latest;
        return latest && !latest.deleted ? [{ ref: row.ref, email: latest.customer.email ?? "", firstName: latest.customer.firstName ?? "" }] : [];
      }),
    ),
    products: sorted(
      products.flatMap((row) => {
        const { title, inStock, version } = row.state as unknown as { title: string; inStock: boolean | null; version: object | null };
        return version ? [{ ref: row.ref, title, inStock }] : [];
      }),
    ),
  };
}

/** The truth in the order that `knownOf` has. */
export function truthOf(double: StoreDouble): StoreTruth {
  const { orders, customers, products } = double.truth();
  return { orders: sorted(orders), customers: sorted(customers), products: sorted(products) };
}

function sorted<T extends { readonly ref: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => (a.ref < b.ref ? -1 : 1));
}

/** How long our side may take to hear of a change that no webhook told. */
export const CATCHES_UP_WITHIN = HOUR;
