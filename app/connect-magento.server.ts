/**
 * A store's integration is activated in two steps: the store posts its keys to us, unsigned, and then sends the
 * merchant's browser. Nobody is signed in before the store itself has proved the keys by giving a token for them.
 */
import type { App } from "./context.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import { MINUTE } from "./core/shared/instant.ts";
import { beginAttempt, findAttempt, settleAttempt, useAttempt } from "./models/connect-attempt.ts";

/** Magento forgets what it posted after so long (oauth/consumer/expiration_period). */
const LASTS_MS = 5 * MINUTE;

/** What the store posted, kept sealed until the merchant's browser comes. */
type Activation = { readonly baseUrl: string; readonly consumerKey: string; readonly consumerSecret: string; readonly verifier: string };

export type Kept = { readonly status: 200 | 400 | 409; readonly text: string };

/**
 * Keeps what a store posted. Anyone can post anything here, so it only waits: no call goes out, and an address that no
 * store of ours can have is refused.
 */
export async function keepActivation(app: App, form: FormData): Promise<Kept> {
  const field = (name: string): string => String(form.get(name) ?? "");
  const [baseUrl, consumerKey, consumerSecret, verifier] = ["store_base_url", "oauth_consumer_key", "oauth_consumer_secret", "oauth_verifier"].map(field) as [string, string, string, string];
  const missing = [["oauth_consumer_key", consumerKey], ["oauth_consumer_secret", consumerSecret], ["oauth_verifier", verifier]].find(([, value]) => !/^[\w-]{16,100}$/.test(value ?? ""));
  if (missing) return { status: 400, text: `${missing[0]} is missing or is not what Magento sends.` };
  const activation: Activation = { baseUrl, consumerKey, consumerSecret, verifier };
  try {
    await app.platforms.trial("magento", baseUrl, activation);
  } catch (error) {
    if (error instanceof PlatformError) return { status: 400, text: `store_base_url: ${error.forMerchant}` };
    throw error;
  }
  const earlier = await findAttempt(app.db, app.vault, "magento", consumerKey, app.now());
  // A stranger who saw the key must not put their own activation in the place of the store's.
  if (earlier && earlier.usedAt === null && (earlier.detail as Activation).consumerSecret !== consumerSecret) return { status: 409, text: "This integration is being connected already." };
  await beginAttempt(app.db, app.vault, "magento", consumerKey, activation, app.now(), LASTS_MS);
  return { status: 200, text: "ok" };
}

export type Waiting = { readonly kind: "waiting"; readonly baseUrl: string } | { readonly kind: "over"; readonly reason: string };

const EXPIRED = "This activation has run out or is not known here: it lasts five minutes. In Magento, open System → Integrations and choose Activate (or Reauthorize) beside Afterglow.";
const USED = "This activation was used already. If the store is not connected, open System → Integrations in Magento and choose Reauthorize beside Afterglow.";

/** What waits under this key. Looking changes nothing. */
export async function findActivation(app: App, consumerKey: string): Promise<Waiting> {
  const attempt = await findAttempt(app.db, app.vault, "magento", consumerKey, app.now());
  if (!attempt) return { kind: "over", reason: EXPIRED };
  if (attempt.usedAt !== null) return { kind: "over", reason: attempt.reason ?? USED };
  return { kind: "waiting", baseUrl: (attempt.detail as Activation).baseUrl };
}

export type Connected = { readonly kind: "connected"; readonly shopId: string; readonly baseUrl: string } | { readonly kind: "failed"; readonly reason: string };

/**
 * Connects the store that waits under this key, once. The order of the steps is what keeps a stranger out: the store at
 * the address given must know these very keys before the shop of that address is touched or anyone is signed in to it.
 */
export async function connectStore(app: App, consumerKey: string): Promise<Connected> {
  const attempt = await findAttempt(app.db, app.vault, "magento", consumerKey, app.now());
  if (!attempt) return { kind: "failed", reason: EXPIRED };
  if (!(await useAttempt(app.db, "magento", consumerKey, app.now()))) return { kind: "failed", reason: attempt.reason ?? USED };
  const activation = attempt.detail as Activation;
  try {
    let credentials: unknown = null;
    const client = await app.platforms.trial("magento", activation.baseUrl, activation, [], async (granted) => {
      credentials = granted;
    });
    const facts = await client.about();
    if (credentials === null) throw new PlatformError("unexpected", "no token was granted", EXPIRED);
    const { shopId } = await app.platforms.install({ platform: "magento", facts, credentials, scopes: [] });
    await settleAttempt(app.db, consumerKey, { shopId });
    return { kind: "connected", shopId, baseUrl: activation.baseUrl };
  } catch (error) {
    const reason = error instanceof PlatformError ? error.forMerchant : "Something went wrong on our side. In Magento, choose Reauthorize beside Afterglow to try again.";
    await settleAttempt(app.db, consumerKey, { reason });
    if (error instanceof PlatformError) return { kind: "failed", reason };
    throw error;
  }
}

/** Where the store's popup goes on, only if that is the store itself: an open redirect would lend our name to anyone. */
export function ownCallback(baseUrl: string, callback: string): string | null {
  if (!URL.canParse(callback) || !URL.canParse(baseUrl)) return null;
  const [to, store] = [new URL(callback), new URL(baseUrl)];
  return to.host === store.host && to.protocol === store.protocol && to.username === "" && to.password === "" ? to.href : null;
}
