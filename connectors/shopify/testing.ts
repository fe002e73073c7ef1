/** A client connected to a pretended shop, and what it reads in the end: for this folder's tests. */
import type { Access, PlatformClient, PullPage, PullWindow, Reach } from "#app/core/event/platform-client.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import { shopify } from "./index.ts";
import { connect } from "./client.ts";

/** What a client needs of a shop: test/doubles gives it. */
export type Shop = Pick<Access, "credentials" | "keys" | "scopes"> & { readonly domain: string; readonly reach: Partial<Reach> };

export const NOW = Date.UTC(2026, 5, 1, 9);

export type Connected = { readonly client: PlatformClient; readonly stored: () => unknown; readonly clock: { now: number }; readonly slept: number[] };

/** `stored`: the credentials another process may have kept meanwhile. Sleeping moves the clock. */
export function connectTo(shop: Shop, over: Partial<Access> = {}): Connected {
  const clock = { now: NOW };
  const slept: number[] = [];
  let credentials = shop.credentials;
  const reach: Reach = {
    now: () => clock.now,
    sleep: async (ms) => {
      slept.push(ms);
      clock.now += ms;
    },
    random: () => "nonce",
    allowPrivate: true,
    ...shop.reach,
  };
  const access: Access = {
    shop: { id: "shopify-1", domain: shop.domain, currency: "USD", country: "US", timeZone: "America/New_York" },
    credentials, keys: shop.keys, scopes: shop.scopes, reach,
    keep: async (next) => void (credentials = next),
    read: async () => credentials,
    alone: (_name, work) => work(),
    ...over,
  };
  return { client: connect(access), stored: () => credentials, clock, slept };
}

export const ALL: PullWindow = { since: null, until: NOW };

/** Every page, from a cursor on. */
export async function pages(client: PlatformClient, resource: string, window: PullWindow = ALL, from: string | null = null): Promise<PullPage[]> {
  const found: PullPage[] = [];
  for (let cursor = from; ; ) {
    const page = await client.pull(resource, window, cursor);
    found.push(page);
    if (page.next === null) return found;
    cursor = page.next;
  }
}

/** What the pages say, as translated. */
export function said(found: readonly PullPage[]): Snapshot[] {
  return found.flatMap(({ items }) => items).flatMap(({ topic, body }) => {
    const translation = shopify.translate(topic, body, NOW, { currency: "USD", country: "US" });
    if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
    return translation.snapshots;
  });
}
