/** Shopify as our app meets it at an install, over HTTP: tokens for session tokens, the shop's own facts, and its billing. */
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { jwtVerify, SignJWT } from "jose";
import { afterAll } from "vitest";
import type { AppKeys, Reach } from "#app/core/event/platform-client.ts";

export const KEYS: AppKeys = { id: "app-key", secret: "app-secret-of-some-length-to-sign" };
/** The library turns away what says that it is a robot, as plain requests of programs do. */
export const USER_AGENT = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36";
export const SCOPES = "read_orders,read_fulfillments";

type Subscription = { id: string; name: string; status: string; test: boolean; trialDays: number; createdAt: string; currentPeriodEnd: string | null; returnUrl: string };

export type ShopifyAdmin = {
  readonly reach: Partial<Reach>;
  /** Every token it gave out; each opens the shop. */
  readonly tokens: string[];
  /** How often a session token was exchanged. */
  exchanges: number;
  /** Tokens open nothing, and none is renewed. */
  closed: boolean;
  /** What is being paid, and what waits for the merchant's yes. */
  paid: Subscription | null;
  asked: Subscription | null;
};

const secret = new TextEncoder().encode(KEYS.secret);

/** A session token as Shopify's admin gives it to a page inside it. */
export function sessionToken(shop: string, { lasts = 60, key = secret, audience = KEYS.id }: { lasts?: number; key?: Uint8Array; audience?: string } = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ dest: `https://${shop}`, sid: "s" }).setProtectedHeader({ alg: "HS256" }).setIssuer(`https://${shop}/admin`).setAudience(audience).setSubject("42").setIssuedAt(now).setNotBefore(now - 1).setExpirationTime(now + lasts).sign(key);
}

/** What Shopify's admin adds to the address of the page it frames. */
export function framed(shop: string, token: string | null): string {
  const host = Buffer.from(`admin.shopify.com/store/${shop.split(".")[0]}`).toString("base64").replaceAll("=", "");
  return new URLSearchParams({ embedded: "1", shop, host, ...(token && { id_token: token }) }).toString();
}

export async function startShopifyAdmin(): Promise<ShopifyAdmin> {
  const server = createServer((req, res) => {
    void answer(admin, req).then(({ status, body }) => res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => void server.close());
  const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const admin: ShopifyAdmin = {
    reach: { allowPrivate: true, resolve: (url) => url.replace(/^https:\/\/([^/]+\.myshopify\.com)/, `${local}/$1`) },
    tokens: [], exchanges: 0, closed: false, paid: null, asked: null,
  };
  return admin;
}

type Answer = { readonly status: number; readonly body: unknown };

async function answer(admin: ShopifyAdmin, req: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string> & { variables?: Record<string, unknown> };
  const [, shop = "", ...path] = (req.url ?? "").split("/");
  if (path.join("/") === "admin/oauth/access_token") return exchange(admin, shop, body);
  if (admin.closed || !admin.tokens.includes(String(req.headers["x-shopify-access-token"]))) return { status: 401, body: { errors: "[API] Invalid API key or access token" } };
  return { status: 200, body: { data: graph(admin, shop, body["query"] ?? "", body.variables ?? {}) } };
}

async function exchange(admin: ShopifyAdmin, shop: string, body: Record<string, string>): Promise<Answer> {
  const genuine = await jwtVerify(body["subject_token"] ?? "", secret, { audience: KEYS.id, issuer: `https://${shop}/admin` }).then(() => true, () => false);
  if (body["client_id"] !== KEYS.id || body["client_secret"] !== KEYS.secret || body["expiring"] !== "1") return { status: 400, body: { error: "invalid_request" } };
  if (!genuine) return { status: 400, body: { error: "invalid_subject_token" } };
  admin.exchanges++;
  const number = admin.tokens.push(`shpat_plain_${admin.tokens.length + 1}`);
  return { status: 200, body: { access_token: `shpat_plain_${number}`, scope: SCOPES, expires_in: 3600, refresh_token: `shprt_plain_${number}`, refresh_token_expires_in: 7_776_000 } };
}

function graph(admin: ShopifyAdmin, shop: string, query: string, variables: Record<string, unknown>): unknown {
  if (query.includes("appSubscriptionCreate(")) {
    const { name, returnUrl, test, trialDays } = variables as { name: string; returnUrl: string; test: boolean; trialDays: number };
    admin.asked = { id: "gid://shopify/AppSubscription/1", name, status: "ACTIVE", test, trialDays, createdAt: new Date().toISOString(), currentPeriodEnd: null, returnUrl };
    return { appSubscriptionCreate: { appSubscription: { ...admin.asked, lineItems: [] }, confirmationUrl: `https://${shop}/admin/charges/confirm`, userErrors: [] } };
  }
  if (query.includes("appSubscriptionCancel(")) {
    const ended = admin.paid;
    admin.paid = null;
    return { appSubscriptionCancel: { appSubscription: { ...ended, status: "CANCELLED", lineItems: [] }, userErrors: [] } };
  }
  const localization = { defaultLocale: "en" };
  return {
    shop: { myshopifyDomain: shop, name: "Cold Shop", url: `https://${shop}`, currencyCode: "EUR", ianaTimezone: "Europe/Berlin", contactEmail: "owner@example.com", shopAddress: { countryCodeV2: "DE" }, primaryDomain: { localization } },
    currentAppInstallation: { accessScopes: SCOPES.split(",").map((handle) => ({ handle })), activeSubscriptions: admin.paid ? [admin.paid] : [] },
  };
}
