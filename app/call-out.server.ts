/** What strangers make us call is bounded: nobody uses us to knock at many doors, or to hold many of ours open. */
import { MINUTE } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";

const WINDOW_MS = 10 * MINUTE;
const MOST = { ofOne: { inWindow: 30, atOnce: 4 }, ofAll: { inWindow: 1_000, atOnce: 40 } } as const;
const ALL = "all";

type Calls = { readonly begun: Instant[]; under: number };
const kept = new WeakMap<object, Map<string, Calls>>();

/**
 * Does work that calls an address somebody typed who is not signed in. Counted in this process.
 *
 * @param client the visitor's address
 * @returns null, with nothing done, when there was too much of it from this visitor, or from all
 */
export async function callingOut<T>(app: { readonly now: () => Instant }, client: string, work: () => Promise<T>): Promise<T | null> {
  const calls = kept.get(app) ?? new Map<string, Calls>();
  kept.set(app, calls);
  forgetOld(calls, app.now() - WINDOW_MS);
  const one = callsOf(calls, networkOf(client));
  const all = callsOf(calls, ALL);
  if (isFull(one, MOST.ofOne) || isFull(all, MOST.ofAll)) return null;
  for (const each of [one, all]) {
    each.begun.push(app.now());
    each.under += 1;
  }
  try {
    return await work();
  } finally {
    for (const each of [one, all]) each.under -= 1;
  }
}

const isFull = ({ begun, under }: Calls, most: { readonly inWindow: number; readonly atOnce: number }): boolean => begun.length >= most.inWindow || under >= most.atOnce;

function callsOf(calls: Map<string, Calls>, key: string): Calls {
  const found = calls.get(key) ?? { begun: [], under: 0 };
  calls.set(key, found);
  return found;
}

function forgetOld(calls: Map<string, Calls>, since: Instant): void {
  for (const [key, { begun, under }] of calls) {
    while (begun[0] !== undefined && begun[0] < since) begun.shift();
    if (begun.length === 0 && under === 0) calls.delete(key);
  }
}

/** Of IPv6 the network, for its addresses cost nothing (RFC 6177: a site has at least a /64). */
function networkOf(client: string): string {
  if (!client.includes(":") || client.includes(".")) return client;
  const [head = "", tail] = client.replace(/%.*$/s, "").toLowerCase().split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return [...before, ...zeros, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":");
}
