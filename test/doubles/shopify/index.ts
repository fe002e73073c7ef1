/** A shop of Shopify over HTTP: its Admin API, token endpoint, bulk exports and webhooks. */
import type { AddressInfo } from "node:net";
import { OPTIONAL_SCOPES, SCOPES } from "#connectors/shopify/topics.ts";
import type { Fault, SentWebhook, StartDouble, StoreDouble } from "../store-double.ts";
import { createMeter, MOST } from "./cost.ts";
import { createExports } from "./exports.ts";
import type { Exports } from "./exports.ts";
import { queryRoot } from "./graph.ts";
import { mutationRoot } from "./mutations.ts";
import { serve } from "./serve.ts";
import { change, createStore, truthOf } from "./store.ts";
import type { Store } from "./store.ts";
import { createTokens } from "./tokens.ts";
import type { Tokens } from "./tokens.ts";
import { signed, toldOf } from "./webhooks.ts";

/** What only tests of Shopify's own ways need. */
export type ShopifyDouble = StoreDouble & {
  readonly store: Store;
  readonly tokens: Tokens;
  readonly exports: Exports;
  /** `mostCost`: what one operation may cost. */
  readonly limits: { mostCost: number };
};

const KEYS = { id: "double-client-id", secret: "double-client-secret" };
/** Shopify tries again eight times, and does not switch off subscriptions that stand in the app's configuration. */
const MOST_TRIES = 9;

/** @param scopes granted to the app; without read_all_orders only the orders of the last 60 days are shown */
export async function startShopify(options: Parameters<StartDouble>[0] & { readonly scopes?: readonly string[] }): Promise<ShopifyDouble> {
  const scopes = options.scopes ?? [...SCOPES, ...OPTIONAL_SCOPES].map(({ name }) => name);
  const store = createStore(options.now, options);
  const exports = createExports();
  const meter = createMeter();
  const faults: Fault[] = [];
  const waiting: { webhook: SentWebhook; tries: number }[] = [];
  const sent = new Map<SentWebhook, number>();
  let now = options.now;
  let calls = 0;
  const domain = `double-${(Math.floor(options.now / 1000) % 100_000) + options.orders}.myshopify.com`;
  const tokens = createTokens({ keys: KEYS, domain, scopes, now });
  const queries = {
    ...queryRoot({ store, domain, name: "A shop of Shopify", scopes, now: () => now }),
    bulkOperation: ({ id }: { id: string }) => exports.find(id),
  };
  const mutations = mutationRoot(store, exports, queries, () => tokens.revoke());
  const limits = { mostCost: MOST };
  // Each call takes a moment of the store's own time, so that the bucket refills.
  const tick = (): number => (now += 1000);
  const server = await serve({ tokens, exports, meter, now: tick, nextFault: () => faults.shift(), queries, mutations, mostCost: () => limits.mostCost, answered: () => (calls += 1) });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    platform: "shopify", domain, limits, url, keys: KEYS, credentials: tokens.credentials, scopes, store, tokens, exports,
    reach: { allowPrivate: true, resolve: (address) => address.replace(/^https:\/\/(?:[a-z0-9-]+\.myshopify\.com|storage\.googleapis\.com)(?=\/)/, url) },
    change(what, at) {
      now = Math.max(now, at);
      const touched = change(store, what, at);
      if (touched) for (const told of toldOf(what, touched)) waiting.push({ webhook: signed(told, domain, KEYS.secret), tries: 0 });
    },
    takeWebhooks() {
      const taken = waiting.splice(0);
      for (const { webhook, tries } of taken) sent.set(webhook, tries + 1);
      return taken.map(({ webhook }) => webhook);
    },
    webhookFailed(webhook) {
      const tries = sent.get(webhook) ?? MOST_TRIES;
      if (tries < MOST_TRIES) waiting.push({ webhook, tries });
    },
    // A token that is not taken is not taken for a while: one refusal alone would be over before anybody noticed.
    failNext: (next) => void faults.splice(0, faults.length, ...next.flatMap((fault) => (fault === "unauthorised" ? [fault, fault, fault, fault] : [fault]))),
    truth: () => truthOf(store),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    get calls() {
      return calls;
    },
  };
}

export const startShopifyDouble: StartDouble = startShopify;
