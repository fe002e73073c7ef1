/** What routes get from outside. They never import singletons: the build has its own copy of every module. */
import type { CanonicalEvent } from "./core/event/canonical-event.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { Database } from "./models/database.ts";

/** What the demo adds: a clock that moves, a store that sends, a mailbox. */
export type Demo = {
  now(): Instant;
  /** Moves the clock, and with it every journey; resolves when all that fell due is done. */
  advance(days: number): Promise<{ moved: number }>;
  /** A shopper of the demo store buys: a signed webhook through the front door. */
  placeOrder(shopId: string): Promise<{ orderNumber: string }>;
  /** What it is doing, in the merchant's words; null when idle. */
  busy(): string | null;
  readonly mailboxUrl: string;
};

export type App = {
  readonly db: Database;
  /** Signs tokens and cookies. */
  readonly secret: string;
  /** Public base address, without a slash at the end. */
  readonly url: string;
  /** The time; the demo's clock moves. */
  now(): Instant;
  /** Events that shoppers cause, through the same door as every other. */
  record(shopId: string, events: readonly { readonly profileId: string; readonly event: CanonicalEvent }[]): Promise<void>;
  /** A message as it went or would go; null when there is nothing to show (erased, or not ours). */
  preview(shopId: string, messageId: string): Promise<{ readonly subject: string; readonly html: string; readonly text: string } | null>;
  /** Sets deliveries pending again and wakes the worker. @returns how many */
  replay(shopId: string, deliveryIds: readonly string[]): Promise<number>;
  readonly demo: Demo | null;
};

declare module "@remix-run/server-runtime" {
  interface AppLoadContext {
    readonly app: App;
  }
}
