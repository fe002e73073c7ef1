import { deliver } from "../engine/deliver.ts";
import type { RetryAt, Send } from "../engine/deliver.ts";
import { handleDeliveries } from "../engine/handle-deliveries.ts";
import { handleTimers } from "../engine/handle-timers.ts";
import type { Store, Translate } from "../engine/ports.ts";
import type { Handlers, JobName } from "./catalog.ts";

export type WorkPorts = {
  readonly store: Store;
  readonly translateFor: (shopId: string) => Promise<Translate>;
  readonly send: Send;
  readonly retryAt: RetryAt;
  readonly now: () => number;
  /** Tells others that there is work; failing to do so loses nothing. */
  readonly hint: (job: JobName, shopId: string) => void;
  readonly onFailed: (shopId: string, deliveryId: string, error: unknown) => void;
};

/** Small enough that one batch does not hold up the web side of a single process for long. */
const DELIVERIES = 100;
const CUSTOMERS = 200;
const CONNECTIONS = 5;
/** Two rounds of sends at their longest still end within the lease of the claim. */
const MESSAGES = 2 * CONNECTIONS;
/** A handler gives others a turn after this long. */
const SHARE_MS = 2_000;

/** The work of each job, bound to its ports. */
export function handlersFor(ports: WorkPorts): Handlers {
  return {
    async deliveries({ shopId }) {
      const translate = await ports.translateFor(shopId);
      return repeat(async () => {
        const { claimed, failed } = await handleDeliveries(ports.store, shopId, translate, ports.now, DELIVERIES);
        for (const one of failed) ports.onFailed(shopId, one.id, one.error);
        if (claimed > 0) ports.hint("messages", shopId);
        return claimed + failed.length >= DELIVERIES;
      });
    },
    timers: ({ shopId }) =>
      repeat(async () => {
        const moved = await handleTimers(ports.store, shopId, ports.now(), CUSTOMERS);
        if (moved > 0) ports.hint("messages", shopId);
        return moved >= CUSTOMERS;
      }),
    messages: ({ shopId }) => repeat(async () => (await deliver(ports.store, shopId, ports.send, ports.retryAt, ports.now, MESSAGES, CONNECTIONS)) >= MESSAGES),
  };
}

/** A batch that is not full was the last: what came since has brought its own hint. */
async function repeat(step: () => Promise<boolean>): Promise<{ more: boolean }> {
  const start = performance.now();
  while (await step()) if (performance.now() - start > SHARE_MS) return { more: true };
  return { more: false };
}
