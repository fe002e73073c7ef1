/** Connects a WooCommerce store: by its own page of consent, which posts the keys to us unsigned, or by keys entered by hand. */
import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { otherSpelling, storeAddress } from "./connect-woocommerce-address.server.ts";
import type { App } from "./context.ts";
import type { ShopFacts } from "./core/event/platform-client.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import { beginAttempt, findAttempt, settleAttempt, useAttempt } from "./models/connect-attempt.ts";
import type { Attempt } from "./models/connect-attempt.ts";
import { readCredentials } from "./models/connection.ts";
import { addNotice } from "./models/notice.ts";
import { newSecret } from "./new-key.server.ts";
import type { Installed } from "./platforms.server.ts";

/** As connectors/woocommerce/credentials.ts reads them. */
type Credentials = { readonly url: string; readonly consumerKey: string; readonly consumerSecret: string; readonly auth: "basic" | "query"; readonly restRoute: boolean };
type Keys = Pick<Credentials, "consumerKey" | "consumerSecret">;
type Ports = Pick<App, "db" | "vault" | "platforms" | "url" | "now">;

/** A sentence for the merchant, and the field it is about. */
export type Problem = { readonly field: "store" | "consumer_key" | "consumer_secret"; readonly text: string };
export type Begun = { readonly to: string } | { readonly problem: Problem };
export type Connected = { readonly shopId: string } | { readonly problem: Problem };

const Detail = z.object({ url: z.string(), browser: z.string() });
/** class-wc-auth.php, post_consumer_data; `user_id` is what we gave it. */
const Callback = z.object({ user_id: z.string().min(20).max(200), consumer_key: z.string().regex(/^ck_\w{20,80}$/), consumer_secret: z.string().regex(/^cs_\w{20,80}$/), key_permissions: z.string() });

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Whoever approves at the store may have been talked into it by whoever began: that is worth nothing at a shop that has a past here. */
const RENEWED = "This store was connected before, so its new key was taken and nobody was signed in.";

/** @param browser the secret in the browser's cookie @returns the store's page of consent, or what is wrong with the address */
export async function beginConnect(app: Ports, typed: string, browser: string): Promise<Begun> {
  const found = await findStore(app, typed);
  if ("problem" in found) return { problem: { field: "store", text: found.problem } };
  if (found.restRoute) return { problem: { field: "store", text: "Your store uses plain permalinks, with which WooCommerce cannot ask you. In WordPress choose another kind under Settings, Permalinks, and try again; or enter keys by hand below." } };
  const state = newSecret();
  await beginAttempt(app.db, app.vault, "woocommerce", state, { url: found.url, browser: digest(browser) }, app.now());
  const query = new URLSearchParams({ app_name: "Afterglow", scope: "read_write", user_id: state, return_url: `${app.url}/connect/woocommerce/return`, callback_url: `${app.url}/connect/woocommerce/callback` });
  return { to: `${found.url}/wc-auth/v1/authorize?${query}` };
}

/**
 * The keys as WooCommerce posts them. Anything but 200 makes it delete the new key again, so 200 means that the shop is
 * connected; the same post again is answered the same, and one with other keys is not believed.
 */
export async function receiveKeys(app: Ports, body: unknown): Promise<{ readonly status: 200 | 400 | 404 | 409 | 422 | 500; readonly text: string }> {
  const posted = Callback.safeParse(body);
  if (!posted.success) return { status: 400, text: `${posted.error.issues[0]?.path.join(".") || "The body"} is missing or wrong.` };
  const { user_id: state, consumer_key: consumerKey, consumer_secret: consumerSecret, key_permissions: permissions } = posted.data;
  const attempt = await findAttempt(app.db, app.vault, "woocommerce", state, app.now());
  if (!attempt) return { status: 404, text: "No connection is under way, or its 15 minutes are over." };
  if (attempt.usedAt !== null) return (await isRepeat(app, attempt, { consumerKey, consumerSecret })) ? { status: 200, text: "ok" } : { status: 409, text: "This connection was used before." };
  if (!(await useAttempt(app.db, "woocommerce", state, app.now()))) return { status: 409, text: "This connection was used before." };
  const fail = async (reason: string, status: 422 | 500) => {
    await settleAttempt(app.db, state, { reason });
    return { status, text: reason };
  };
  if (permissions !== "read_write") return fail("WooCommerce gave a key that may only read or only write. Connect again and leave the permission as it is.", 422);
  try {
    const { shopId, isNew } = await connect(app, Detail.parse(attempt.detail).url, { consumerKey, consumerSecret }, false);
    await settleAttempt(app.db, state, isNew ? { shopId } : { shopId, reason: RENEWED });
    return { status: 200, text: "ok" };
  } catch (error) {
    if (error instanceof PlatformError) return fail(error.forMerchant, 422);
    await settleAttempt(app.db, state, { reason: "Your store could not be connected because of a fault on our side. Try again in a moment." });
    throw error;
  }
}

async function isRepeat({ db, vault }: Ports, { shopId }: Attempt, keys: Keys): Promise<boolean> {
  const held = shopId === null ? null : ((await readCredentials(db, vault, shopId))?.credentials as Partial<Keys> | undefined);
  return held?.consumerKey !== undefined && digest(`${held.consumerKey}|${held.consumerSecret}`) === digest(`${keys.consumerKey}|${keys.consumerSecret}`);
}

/** With keys that the merchant made in WooCommerce, for hosts that let no post of theirs out. */
export async function connectByHand(app: Ports, typed: string, key: string, secret: string): Promise<Connected> {
  const [consumerKey, consumerSecret] = [key.trim(), secret.trim()];
  if (!/^ck_\w{20,80}$/.test(consumerKey)) return { problem: { field: "consumer_key", text: "The consumer key begins with ck_ and has 43 characters. Copy it whole." } };
  if (!/^cs_\w{20,80}$/.test(consumerSecret)) return { problem: { field: "consumer_secret", text: "The consumer secret begins with cs_ and has 43 characters. Copy it whole; WooCommerce shows it only once." } };
  const found = await findStore(app, typed);
  if ("problem" in found) return { problem: { field: "store", text: found.problem } };
  try {
    return { shopId: (await connect(app, found.url, { consumerKey, consumerSecret }, found.restRoute)).shopId };
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const wrong = error.kind === "unauthorised" ? "WooCommerce does not take these keys. Make new ones under WooCommerce, Settings, Advanced, REST API, with the permission Read/Write." : error.forMerchant;
    return { problem: { field: error.kind === "unauthorised" || error.kind === "forbidden" ? "consumer_key" : "store", text: wrong } };
  }
}

export type Outcome =
  | { readonly kind: "unknown" }
  | { readonly kind: "pending" }
  | { readonly kind: "failed"; readonly reason: string; readonly store: string }
  | { readonly kind: "connected"; readonly shopId: string; readonly store: string; /** This browser began it. */ readonly mine: boolean; /** A shop that was here before. */ readonly renewed: boolean };

/** What became of an attempt. */
export async function outcomeOf({ db, vault, now }: Ports, state: string, browser: string | null): Promise<Outcome> {
  const attempt = await findAttempt(db, vault, "woocommerce", state, now());
  if (!attempt) return { kind: "unknown" };
  const detail = Detail.parse(attempt.detail);
  if (attempt.shopId !== null) return { kind: "connected", shopId: attempt.shopId, store: detail.url, renewed: attempt.reason !== null, mine: browser !== null && digest(browser) === detail.browser };
  return attempt.reason === null ? { kind: "pending" } : { kind: "failed", reason: attempt.reason, store: detail.url };
}

/** The owner says that somebody else began this: a shop that is only minutes old goes again, with all that was read. @returns false where there is no such shop */
export async function disown(app: Ports, state: string): Promise<boolean> {
  const outcome = await outcomeOf(app, state, null);
  if (outcome.kind !== "connected" || outcome.renewed) return false;
  await addNotice(app.db, outcome.shopId, randomUUID(), { kind: "erase_shop" }, "merchant", app.now());
  return true;
}

/** Keys are believed once the store itself took them. @throws PlatformError */
async function connect(app: Ports, url: string, keys: Keys, restRoute: boolean): Promise<Installed> {
  const { credentials, facts } = await prove(app, url, keys, restRoute);
  return app.platforms.install({ platform: "woocommerce", facts, credentials, scopes: ["read_write"] });
}

/** Some hosts take the Authorization header away; then the keys go in the query. */
async function prove(app: Ports, url: string, keys: Keys, restRoute: boolean): Promise<{ readonly credentials: Credentials; readonly facts: ShopFacts }> {
  const proved = async (auth: Credentials["auth"]) => {
    const credentials = { url, ...keys, auth, restRoute };
    return { credentials, facts: await (await app.platforms.trial("woocommerce", url, credentials)).about() };
  };
  try {
    return await proved("basic");
  } catch (error) {
    if (!(error instanceof PlatformError) || error.kind !== "unauthorised") throw error;
    return proved("query");
  }
}

/** Looks for a store where the merchant says, under either spelling and with either kind of permalinks. */
async function findStore(app: Ports, typed: string): Promise<{ readonly url: string; readonly restRoute: boolean } | { readonly problem: string }> {
  const address = storeAddress(typed);
  if ("problem" in address) return address;
  let first: PlatformError | null = null;
  for (const url of [address.url, otherSpelling(address.url)].filter((one) => one !== null)) {
    for (const restRoute of [false, true]) {
      const problem = await lookFor(app, url, restRoute);
      if (problem === null) return { url, restRoute };
      first ??= problem;
      if (problem.kind !== "unexpected") break;
    }
  }
  return { problem: first?.forMerchant ?? "No WooCommerce store answers there. Check the address." };
}

/** Without keys a client says "unauthorised" as soon as it has found a store. */
async function lookFor(app: Ports, url: string, restRoute: boolean): Promise<PlatformError | null> {
  try {
    await (await app.platforms.trial("woocommerce", url, { url, consumerKey: "", consumerSecret: "", auth: "basic", restRoute })).about();
    return null;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return error.kind === "unauthorised" ? null : error;
  }
}
