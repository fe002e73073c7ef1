/** What the demo tells whoever started it: on the terminal for people, in demo.json for scripts. */
import type { App } from "../context.ts";
import { signToken } from "../core/shared/token.ts";
import { createSignIn, signInUrl } from "../models/sign-in.ts";
import type { Credentials } from "./history/seed.ts";
import { doorOf } from "../webhook-door.server.ts";
import type { DemoStore } from "./stores/store.ts";

export type Handout = {
  readonly url: string;
  /** Signs in to the first shop, once. */
  readonly adminUrl: string;
  readonly mailboxUrl: string;
  readonly trackingUrl: string | null;
  readonly shops: readonly {
    readonly id: string;
    readonly platform: string;
    readonly domain: string;
    readonly apiKey: string;
    /** For the shop's pages: it may only tell behaviour. */
    readonly writeKey: string;
    readonly webhookUrl: string;
    readonly webhookSecret: string;
    /** Each works once. */
    readonly signInUrls: readonly string[];
  }[];
};

const LINKS_PER_SHOP = 3;

export async function makeHandout(app: App, mailboxUrl: string, stores: readonly { readonly store: DemoStore; readonly credentials: Credentials }[]): Promise<Handout> {
  const shops = [];
  for (const { store, credentials } of stores) {
    const signInUrls: string[] = [];
    for (let link = 0; link < LINKS_PER_SHOP; link++) signInUrls.push(signInUrl(app, await createSignIn(app.db, store.id, app.now()), null));
    shops.push({ id: store.id, platform: store.platform, domain: store.domain, ...credentials, webhookUrl: app.url + doorOf(store.platform, store.id), signInUrls });
  }
  const first = stores[0]?.store.id ?? "";
  const adminUrl = signInUrl(app, await createSignIn(app.db, first, app.now()), null);
  return { url: app.url, adminUrl, mailboxUrl, trackingUrl: await trackingUrl(app, first), shops };
}

/** The page of an order whose parcel is on its way, or else of the newest. */
async function trackingUrl(app: App, shopId: string): Promise<string | null> {
  const order =
    (await app.db.order.findFirst({ where: { shopId, status: "shipped" }, orderBy: { placedAt: "desc" }, select: { id: true } })) ??
    (await app.db.order.findFirst({ where: { shopId, status: { not: "draft" } }, orderBy: { placedAt: "desc" }, select: { id: true } }));
  return order && `${app.url}/t/${signToken(app.secret, { kind: "track", id: order.id, expiresAt: null, extra: "" })}`;
}

/** The same as a table for a terminal. */
export function handoutText({ url, adminUrl, mailboxUrl, trackingUrl: tracking, shops }: Handout, listFile: string): string {
  const lines: (readonly [string, string])[] = [["Front page", url], ["Admin (works once)", adminUrl], ["Mailbox", mailboxUrl], ["An order to track", tracking ?? "none yet"], ["All of this as JSON", listFile]];
  for (const shop of shops) {
    lines.push(["", ""], [`Shop ${shop.id}`, `${shop.platform}, ${shop.domain}`], ...shop.signInUrls.map((link, index) => [index === 0 ? "  sign-in, once each" : "", link] as const));
    lines.push(["  API key", shop.apiKey], ["  write key", shop.writeKey], ["  webhooks to", shop.webhookUrl], ["  webhook secret", shop.webhookSecret]);
  }
  return lines.map(([name, value]) => (value === "" ? "" : `${name.padEnd(22)}${value}`)).join("\n");
}
