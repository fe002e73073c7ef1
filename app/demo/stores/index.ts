import { chanderi } from "./chanderi.ts";
import { juniper } from "./juniper.ts";
import { linde } from "./linde.ts";
import type { DemoStore } from "./store.ts";

/** The demo's stores, the main one first. */
export const DEMO_STORES: readonly DemoStore[] = [juniper, linde, chanderi];

export function demoStore(id: string): DemoStore | null {
  return DEMO_STORES.find((store) => store.id === id) ?? null;
}
