import type { Fault } from "../store-double.ts";
import type { Hooks } from "./hooks.ts";
import type { Keys } from "./keys.ts";
import type { StockRoom } from "./stock-room.ts";

/** How this store differs from the usual one. */
export type Habits = {
  /** The folder it lives in: "/store". */
  readonly folder?: string;
  /** No /wp-json/, only /?rest_route=/. */
  readonly plainPermalinks?: boolean;
  /** Its host takes the Authorization header away. */
  readonly stripsAuthorization?: boolean;
  /** It is reached at its own address without TLS, as browsers on this machine do; else as https://shop.example. */
  readonly local?: boolean;
  /** PHP prints notices before every answer. */
  readonly notices?: boolean;
  /** Our plugin is installed. */
  readonly plugin?: boolean;
};

export type Store = {
  readonly habits: Habits;
  readonly room: StockRoom;
  readonly hooks: Hooks;
  readonly keys: Keys;
  readonly coupons: Map<string, Record<string, unknown>>;
  readonly notes: { readonly order: number; readonly note: string }[];
  readonly faults: Fault[];
  /** What our plugin was told. */
  link: Record<string, unknown> | null;
  calls: number;
  /** As the store knows itself. */
  readonly address: string;
};
