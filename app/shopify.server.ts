/** Our app at Shopify: who is asking from inside its admin, how a shop is installed there, and what it pays. */
import type { Session } from "@shopify/shopify-app-remix/server";
import type { Reach } from "./core/event/platform-client.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import { unpaid } from "./core/plan.ts";
import type { Instant } from "./core/shared/instant.ts";
import { findConnection, keepPlan } from "./models/connection.ts";
import type { Database } from "./models/database.ts";
import { findShopByDomain } from "./models/installed-shop.ts";
import type { Vault } from "./models/vault.ts";
import type { Platforms } from "./platforms.server.ts";
import { credentialsOf } from "./shopify-credentials.server.ts";
import { reaching } from "./shopify-fetch.server.ts";
import type { Library } from "./shopify-library.server.ts";
import { shopifyPlans } from "./shopify-plan.server.ts";
import type { ShopifyPlans } from "./shopify-plan.server.ts";
import { proxiedShop } from "./shopify-proxy.server.ts";
import { hasHost, LIBRARY_PAGES, shopIn, turnOf } from "./shopify-request.server.ts";
import { createTries } from "./tries.server.ts";
import type { Tries } from "./tries.server.ts";
import { inTurn } from "./turn.server.ts";

export type ShopifyOptions = {
  readonly db: Database;
  readonly vault: Vault;
  /** Public base address of this app. */
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly platforms: Platforms;
  readonly reach: Pick<Reach, "resolve" | "allowPrivate">;
  readonly now: () => Instant;
  readonly onError: (what: string, error: unknown) => void;
  readonly warn: (message: string) => void;
};

export type Shopify = {
  readonly apiKey: string;
  /**
   * Whose request this is, by Shopify's session token; connects the shop the first time.
   *
   * @throws Response what the library answers instead: a step to a new token, a redirect into Shopify's admin, 401, 410 for robots
   */
  enter(request: Request): Promise<{ readonly shopId: string; readonly person: string }>;
  /** The library's own pages under /auth/shopify, and visits to the app's address outside Shopify's admin. */
  answer(request: Request): Promise<Response>;
  readonly plans: ShopifyPlans;
  readonly proxy: {
    /** Of a request that Shopify leads on from a shop's own pages: the shop; null when its signature does not hold. */
    shopOf(url: URL): string | null;
    readonly tries: Tries;
  };
};

/** Puts the app together; the library is loaded, and Shopify asked, when the first request needs it. */
export function createShopify(options: ShopifyOptions): Shopify {
  const { db, platforms, now, reach, onError } = options;
  let loaded: Promise<Library> | undefined;
  const library = (): Promise<Library> => (loaded ??= load(options));

  /**
   * Connects the shop unless it is: later tokens reach the connection through the session storage. Not a hook of the library's,
   * which it skips for a minute after one that failed.
   */
  const connect = async (session: Session): Promise<string> => {
    const scopes = (session.scope ?? "").split(",").filter(Boolean);
    const found = await findShopByDomain(db, "shopify", session.shop);
    const connection = found && !found.left ? await findConnection(db, found.id) : null;
    if (found && connection?.status === "connected" && sameScopes(connection.scopes, scopes)) return found.id;
    try {
      const credentials = credentialsOf(session);
      const client = await platforms.trial("shopify", session.shop, credentials, scopes);
      const facts = await client.about();
      const { shopId } = await platforms.install({ platform: "shopify", facts: { ...facts, domain: session.shop }, credentials, scopes });
      // A shop that comes, or comes back, pays nothing: Shopify ends what was paid when the app is removed.
      if (!found || found.left) await keepPlan(db, shopId, unpaid(null, true, now()));
      return shopId;
    } catch (error) {
      onError(`the install of ${session.shop}`, error);
      if (error instanceof PlatformError) throw new Response(error.forMerchant, { status: 503, statusText: "Not connected yet" });
      throw error;
    }
  };

  const led = <T>(work: () => Promise<T>): Promise<T> => reaching(reach, work);
  const authenticate = async (request: Request) => {
    const { authenticate: by } = await library();
    return led(() => by.admin(request));
  };

  return {
    apiKey: options.apiKey,
    async enter(request) {
      // A page and its parts ask at the same time; one of them gets the shop's tokens for all.
      return inTurn(turnOf(request), async () => {
        const { session, sessionToken } = await authenticate(request);
        return { shopId: await connect(session), person: `shopify:${sessionToken.sub}` };
      });
    },
    async answer(request) {
      const url = new URL(request.url);
      const isPage = LIBRARY_PAGES.includes(url.pathname);
      // The library writes the shop into a header as it comes, and fails on hosts it does not expect.
      if (shopIn(url) === null || (isPage && !hasHost(url))) return leadTo(`${options.url}/`);
      // Shopify opens the app at its address: the admin is one page further.
      if (!isPage && hasHost(url)) return leadTo(`/app${url.search}`);
      const { login } = await library();
      try {
        await (isPage ? authenticate(request) : login(request));
      } catch (error) {
        if (error instanceof Response) return error;
      }
      return new Response("This address is not complete.", { status: 400 });
    },
    plans: shopifyPlans({ ...options, library, reaching: led, authenticate }),
    proxy: { shopOf: (url) => proxiedShop(url.searchParams, options.apiSecret, now()), tries: createTries(now) },
  };
}

async function load(options: ShopifyOptions): Promise<Library> {
  const [{ loadLibrary }, { shopifySessions }] = await Promise.all([import("./shopify-library.server.ts"), import("./shopify-sessions.server.ts")]);
  return loadLibrary({ ...options, sessions: shopifySessions(options.db, options.vault) });
}

/** Unlike Response.redirect's, its headers may be added to. */
const leadTo = (location: string): Response => new Response(null, { status: 302, headers: { Location: location } });

const sameScopes = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));
