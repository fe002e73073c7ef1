import { deliver } from "../engine/deliver.ts";
import type { RetryAt, Send } from "../engine/deliver.ts";
import { handleDeliveries } from "../engine/handle-deliveries.ts";
import { handleStopping } from "../engine/journey-control.ts";
import { handleTimers } from "../engine/handle-timers.ts";
import type { Store, Translate } from "../engine/ports.ts";
import type { Handler, JobName, WorkName } from "./catalog.ts";

export type WorkPorts = {
  readonly store: Store;
  readonly translateFor: (shopId: string) => Promise<Translate>;
  readonly send: Send;
  /** Does actions that are due; returns how many it took. */
  readonly act?: (shopId: string) => Promise<number>;
  /** Reads one page of what is to be read; false when nothing is due. */
  readonly pull?: (shopId: string) => Promise<boolean>;
  /** Acts on one notice; false when none is due. */
  readonly notice?: (shopId: string) => Promise<boolean>;
  /** Goes on with a shop's scoring; false when nothing is due. */
  readonly score?: (shopId: string) => Promise<boolean>;
  readonly retryAt: RetryAt;
  readonly now: () => number;
  /** Tells others that there is work; failing to do so loses nothing. */
  readonly hint: (job: JobName, shopId: string) => void;
  readonly onFailed: (shopId: string, deliveryId: string, error: unknown) => void;
};

/** Small enough that one batch does not hold up the web side of a single process for long. */
const DELIVERIES = 100;
const CUSTOMERS = 200;
/** Sends of one shop at once. */
const SENDS = 5;
/** A handler gives others a turn after this long. */
const SHARE_MS = 2_000;
/** A send that takes this long is waited for no matter what. */
const SLOW_MS = 500;

/** What the sweep finds waiting, bound to its ports. */
export function handlersFor(ports: WorkPorts): Readonly<Record<WorkName, Handler>> {
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
        if ((await handleStopping(ports.store, shopId, ports.now(), CUSTOMERS)) > 0) return true;
        const moved = await handleTimers(ports.store, shopId, ports.now(), CUSTOMERS);
        if (moved > 0) ports.hint("messages", shopId);
        // A customer with several walks due counts once, so a full claim may name fewer.
        return moved > CUSTOMERS / 2;
      }),
    actions: ({ shopId }) => repeat(async () => ((await ports.act?.(shopId)) ?? 0) > 0),
    pulls: ({ shopId }) => repeat(async () => (await ports.pull?.(shopId)) ?? false),
    notices: ({ shopId }) => repeat(async () => (await ports.notice?.(shopId)) ?? false),
    scoring: ({ shopId }) => repeat(async () => (await ports.score?.(shopId)) ?? false),
    async messages({ shopId }) {
      const start = performance.now();
      let more = false;
      // While a slow send keeps this here anyway, the others go on beside it.
      const goOn = (longestUnderWayMs: number): boolean => !(more = performance.now() - start > SHARE_MS && longestUnderWayMs < SLOW_MS);
      await deliver(ports.store, shopId, ports.send, ports.retryAt, ports.now, Infinity, SENDS, goOn);
      return { more };
    },
  };
}

/** A batch that is not full was the last: what came since has brought its own hint. */
async function repeat(step: () => Promise<boolean>): Promise<{ more: boolean }> {
  const start = performance.now();
  while (await step()) if (performance.now() - start > SHARE_MS) return { more: true };
  return { more: false };
}
