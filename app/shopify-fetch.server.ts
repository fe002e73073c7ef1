/** How Shopify's library reaches Shopify. It has one fetch for the whole process; each app leads its own calls. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Reach } from "./core/event/platform-client.ts";

/** A page waits for these calls. */
const TIMEOUT_MS = 15_000;

const current = new AsyncLocalStorage<Pick<Reach, "resolve">>();

/** Runs `work` with every call of the library's going where `reach` leads, and never for ever. */
export function reaching<T>(reach: Pick<Reach, "resolve">, work: () => Promise<T>): Promise<T> {
  return current.run(reach, work);
}

/** The library's fetch. */
export const boundedFetch: typeof fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  return fetch(current.getStore()?.resolve?.(url) ?? url, { ...init, redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
};
