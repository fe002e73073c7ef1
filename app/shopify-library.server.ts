/** Shopify's own library, set up. Loaded when a shop of Shopify's first needs it. */
import "@shopify/shopify-app-remix/adapters/node";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { ApiVersion, AppDistribution, BillingInterval, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import { connectorFor } from "#connectors/registry.ts";
import { GROW } from "./core/plan.ts";
import { boundedFetch } from "./shopify-fetch.server.ts";
import { AUTH_PATH } from "./shopify-request.server.ts";
import type { ShopifySessions } from "./shopify-sessions.server.ts";

export type LibraryOptions = {
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly sessions: ShopifySessions;
  readonly warn: (message: string) => void;
};

/** Managed install and token exchange, with tokens that expire: shopify.dev/docs/apps/build/authentication-authorization. */
export function loadLibrary({ url, apiKey, apiSecret, sessions, warn }: LibraryOptions) {
  // Loading the library set a fetch of its own, without an end.
  setAbstractFetchFunc(boundedFetch);
  const scopes = connectorFor("shopify")?.scopes.map(({ name }) => name) ?? [];
  return shopifyApp({
    apiKey, apiSecretKey: apiSecret, appUrl: url, scopes, authPathPrefix: AUTH_PATH,
    apiVersion: ApiVersion.July26,
    distribution: AppDistribution.AppStore,
    sessionStorage: sessions,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    billing: { [GROW.name]: { trialDays: GROW.trialDays, lineItems: [{ amount: GROW.price / 100, currencyCode: GROW.currency, interval: BillingInterval.Every30Days }] } },
    // Below a warning it writes down session tokens.
    logger: { level: LogSeverity.Warning, timestamps: false, log: (_severity, message) => warn(message) },
  });
}

export type Library = ReturnType<typeof loadLibrary>;
