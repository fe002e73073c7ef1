/** The door for webhooks: authenticate the raw bytes, keep them, answer. Everything else happens behind the queue. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { Connector, Platform, WebhookRequest } from "./core/event/connector.ts";
import { connectorFor } from "#connectors/registry.ts";
import { readBody } from "./receive-body.server.ts";
import type { Intake } from "./intake.server.ts";
import type { ShopDoor } from "./shop-doors.server.ts";
import type { Instant } from "./core/shared/instant.ts";
import { isOutage } from "./core/shared/outage.ts";

/** Outcomes of the door and the status each is answered with. */
export type Received = { readonly status: 200 | 401 | 404 | 405 | 410 | 413 | 503; readonly text: string };

const OK: Received = { status: 200, text: "ok" };
/** One answer for every way to be wrong: it must not tell a forger how close they came. */
const FORGED: Received = { status: 401, text: "The signature does not match." };
const POST_ONLY: Received = { status: 405, text: "POST only." };
/** The platform may forget about us too. */
const GONE: Received = { status: 410, text: "This shop is no longer connected." };
/** It is being connected: the platform's next try finds it, and is what tries again if that fails. */
const SOON: Received = { status: 503, text: "Try again." };
const UNKNOWN: Received = { status: 404, text: "There is no such shop." };

/** Larger than any order a platform sends (Shopify caps a payload near 200 kB in practice), small enough to hold thousands. */
export const MAX_BODY = 1_000_000;

/** Headers worth keeping for support; never cookies or credentials. */
const KEPT = /^(x-shopify-|x-wc-|x-afterglow-(?!signature)|content-type$|content-encoding$|user-agent$)/;

export type ReceivePorts = {
  readonly intake: Intake;
  readonly now: () => Instant;
  /** Shops by what the address or the request says of them; null when there is none. */
  readonly findShop: (platform: Platform, by: { readonly id: string } | { readonly domain: string }) => Promise<ShopDoor | null>;
  /** Secrets that sign for every shop of a platform (Shopify's app secret). */
  readonly appSecrets: (platform: Platform) => readonly string[];
  /** Begins to connect a shop that introduced itself. */
  readonly introduce: (platform: Platform, domain: string, credentials: unknown) => void;
};

/** Answers `POST /webhooks/<platform>[/<shopId>]`. */
export function receiver(ports: ReceivePorts): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    const received = await receive(ports, req).catch((error: unknown) => {
      // The database is away: the platform will try again, or its catch-up will find the gap.
      if (isOutage(error)) return SOON;
      throw error;
    });
    if (res.headersSent || res.destroyed) return;
    // With its length the answer leaves in one piece; without, as chunks.
    const length = Buffer.byteLength(received.text);
    res.writeHead(received.status, { "content-type": "text/plain", "content-length": length, "cache-control": "no-store", ...(received.status === 413 ? { connection: "close" } : {}) });
    res.end(received.text);
  };
}

async function receive(ports: ReceivePorts, req: IncomingMessage): Promise<Received> {
  const [, , platform = "", shopId] = (req.url ?? "").replace(/[?#].*/s, "").split("/");
  const connector = connectorFor(platform as Platform);
  if (!connector) return UNKNOWN;
  if (req.method === "GET" && shopId) return answerChallenge(ports, connector, shopId, req.url ?? "");
  if (req.method !== "POST") return POST_ONLY;
  const body = await readBody(req, MAX_BODY);
  if (body === null) return { status: 413, text: `The body is larger than ${MAX_BODY} bytes.` };
  const headers = headersOf(req);
  const domain = connector.shopDomainOf({ headers, body });
  const shop = shopId ? await ports.findShop(connector.platform, { id: shopId }) : domain ? await ports.findShop(connector.platform, { domain }) : null;
  if (shopId && !shop) return UNKNOWN;
  const secrets = [...(shop?.secrets ?? []), ...ports.appSecrets(connector.platform)];
  const authentic = verifyAny(connector, headers, body, secrets, ports.now());
  if (authentic === "ping") return OK;
  if (!authentic) return FORGED;
  const request = { headers, body: authentic };
  const topic = connector.topicOf(request);
  const lasting = connector.topics.some((one) => one.topic === topic && one.afterUninstall);
  const credentials = !shop || shop.left ? (connector.introduction?.(request) ?? null) : null;
  if (domain && credentials !== null) {
    ports.introduce(connector.platform, domain, credentials);
    return SOON;
  }
  // Nothing is held of a shop that is gone, so what is to be deleted is deleted; an order of a shop that is just being installed comes again.
  if (!shop) return lasting ? OK : UNKNOWN;
  if (shop.left && !lasting) return GONE;
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.test(name)).map(([name, value]) => [name, clean(value)]));
  await ports.intake.keep({ shopId: shop.id, topic: clean(topic).slice(0, 200), headers: kept, body: authentic, source: "webhook", dedupe: connector.dedupeKeyOf?.(request) ?? null });
  return OK;
}

async function answerChallenge(ports: ReceivePorts, connector: Connector, shopId: string, url: string): Promise<Received> {
  const text = connector.challengeOf?.(new URL(url, "http://door").searchParams) ?? null;
  if (text === null) return POST_ONLY;
  const shop = await ports.findShop(connector.platform, { id: shopId });
  return shop && !shop.left ? { status: 200, text } : UNKNOWN;
}

/** The bytes the signature is over: as sent, or, where a proxy compressed them on the way, as they were before. */
function verifyAny(connector: Connector, headers: WebhookRequest["headers"], body: Uint8Array, secrets: readonly string[], now: Instant): Uint8Array | "ping" | null {
  const verdict = connector.verify({ headers, body }, secrets, now);
  if (verdict.kind === "ping") return "ping";
  if (verdict.kind === "authentic") return body;
  const plain = decompress(headers["content-encoding"], body);
  return plain && connector.verify({ headers, body: plain }, secrets, now).kind === "authentic" ? plain : null;
}

function decompress(encoding: string | undefined, body: Uint8Array): Uint8Array | null {
  const options = { maxOutputLength: MAX_BODY };
  try {
    if (encoding === "gzip") return gunzipSync(body, options);
    if (encoding === "deflate") return inflateSync(body, options);
    if (encoding === "br") return brotliDecompressSync(body, options);
  } catch {
    // Cut short, not what it says it is, or a bomb: then it is not what was signed either.
  }
  return null;
}

/** With names in lower case; a header sent twice counts once, the first. */
function headersOf(req: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index + 1 < req.rawHeaders.length; index += 2) {
    const name = req.rawHeaders[index]?.toLowerCase() ?? "";
    if (!Object.hasOwn(headers, name)) headers[name] = req.rawHeaders[index + 1] ?? "";
  }
  return headers;
}

/** PostgreSQL holds no U+0000, and header bytes may be anything. */
function clean(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}
