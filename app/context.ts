/** What routes get from outside. They never import singletons: the build has its own copy of every module. */
import type { ReadStream } from "node:fs";
import type { CanonicalEvent } from "./core/event/canonical-event.ts";
import type { Platform } from "./core/event/connector.ts";
import type { ImportState } from "./core/event/import-state.ts";
import type { Behaviour } from "./core/behaviour/behaviour.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { Database } from "./models/database.ts";
import type { Vault } from "./models/vault.ts";
import type { Platforms } from "./platforms.server.ts";
import type { Shopify } from "./shopify.server.ts";
import type { Report } from "./simulation/report.ts";
import type { TraceEntry } from "./simulation/trace.ts";

/** What a visitor of the demo can make a customer do. */
export const HAPPENINGS = ["faq", "returns_page", "ticket", "ticket_solved", "return", "return_closed", "rate_5", "rate_3", "rate_1", "buy"] as const;
export type Happening = (typeof HAPPENINGS)[number];

/** What the demo adds: a clock that moves, a store that sends, a mailbox. */
export type Demo = {
  now(): Instant;
  /** Moves the clock, and with it every journey; resolves when all that fell due is done. */
  advance(days: number): Promise<{ moved: number }>;
  /** A shopper of the demo store buys: a signed webhook through the front door. */
  placeOrder(shopId: string): Promise<{ orderNumber: string }>;
  /** One customer does something, told by the doors a shop would use. @returns what was told, in a sentence */
  happen(shopId: string, customerId: string, what: Happening): Promise<{ said: string }>;
  /** What it is doing, in the merchant's words; null when idle. */
  busy(): string | null;
  readonly mailboxUrl: string;
};

export type App = {
  readonly db: Database;
  /** Signs tokens and cookies. */
  readonly secret: string;
  /** Former values of it, newest first: what was signed with them still counts. */
  readonly formerSecrets: readonly string[];
  /** Public base address, without a slash at the end. */
  readonly url: string;
  /** The time; the demo's clock moves. */
  now(): Instant;
  /** Events that shoppers cause, through the same door as every other. */
  record(shopId: string, events: readonly { readonly profileId: string; readonly event: CanonicalEvent }[]): Promise<void>;
  /** Calls of the tracking API: "kept" once they are committed, "busy" when too many of the shop's wait already. */
  behave(shopId: string, calls: readonly Behaviour[]): Promise<"kept" | "busy">;
  /** A message as it went or would go; null when there is nothing to show (erased, or not ours). */
  preview(shopId: string, messageId: string): Promise<{ readonly subject: string; readonly html: string; readonly text: string } | null>;
  /** Sets deliveries pending again and wakes the worker. @returns how many */
  replay(shopId: string, deliveryIds: readonly string[]): Promise<number>;
  readonly vault: Vault;
  readonly platforms: Platforms;
  /** Our app at Shopify; null where this installation has no keys of one. */
  readonly shopify: Shopify | null;
  /** Platforms where this installation has an app of its own, to be installed from the platform. */
  readonly appsAt: readonly Platform[];
  readonly backtests: Backtests;
  readonly forget: Forget;
  readonly imports: Imports;
  readonly demo: Demo | null;
};

export type BacktestState =
  | { readonly kind: "none" }
  /** Too much for this process; the command line does it. */
  | { readonly kind: "too_big"; readonly most: number }
  /** Others are being looked at; ask again. */
  | { readonly kind: "busy" }
  /** Customers done of all; null while the past is still being read. */
  | { readonly kind: "running"; readonly done: number; readonly total: number | null }
  | { readonly kind: "failed" }
  | { readonly kind: "done"; readonly report: Report; readonly at: Instant };

/** What a journey would have done in the last year: run behind the pages, kept in memory only. */
export type Backtests = {
  state(shopId: string, journey: string): BacktestState;
  /** Begins it unless it runs. @returns null when the shop has no such journey */
  start(shopId: string, journey: string): Promise<BacktestState | null>;
  /** All that happened to the customer of one of the report's rows; null when it is no longer kept. */
  trace(shopId: string, journey: string, customer: string): readonly TraceEntry[] | null;
  /** Lets go of everything of a shop: somebody in it is to be forgotten. */
  forget(shopId: string): void;
};

/** Orders from an export file: checked and taken in behind the pages, one file per shop at a time. */
export type Imports = {
  readonly mostBytes: number;
  state(shopId: string): ImportState;
  /** Files that are being checked or taken in by this process. */
  underWay(): number;
  /** Whether a file would have to wait: this shop's own, or too many others, are being read. */
  isBusy(shopId: string): boolean;
  /** Keeps a file as it comes and begins to check it, which changes nothing. */
  offer(shopId: string, name: string, data: AsyncIterable<Uint8Array>): Promise<"checking" | "busy" | "too_big">;
  /** Takes the orders of the checked file in. */
  start(shopId: string): "importing" | "busy" | "gone";
  /** Removes the file and what is known of it, unless it is being read. */
  forget(shopId: string): Promise<void>;
  /** Every place that could not be read, as CSV; null when no file was checked. */
  problems(shopId: string): ReadStream | null;
};

/** What a merchant may ask for: to leave, to have a customer forgotten, to see what is held of one. */
export type Forget = {
  /** Stops everything of a shop at once and gives its credentials back; its data stays until it is asked for. Again, it changes nothing. */
  uninstall(shopId: string): Promise<void>;
  /** Begins to erase a customer; it goes on behind the pages. @returns false when the shop has no such customer */
  requestErasure(shopId: string, profileId: string): Promise<boolean>;
  /** Everything held of a customer, by section; null when the shop has no such customer. */
  personData(shopId: string, profileId: string): Promise<Readonly<Record<string, unknown>> | null>;
};

declare module "@remix-run/server-runtime" {
  interface AppLoadContext {
    readonly app: App;
    /** The visitor's network address: to tell visitors apart for a moment, never to be kept. */
    readonly client?: string;
  }
}
