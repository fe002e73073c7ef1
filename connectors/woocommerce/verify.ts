import { createHmac, timingSafeEqual } from "node:crypto";
import type { Verdict, WebhookRequest } from "#app/core/event/connector.ts";

/**
 * Base64 of HMAC-SHA256 over the raw body, under the webhook's secret. WooCommerce decodes HTML
 * entities in the secret before it signs, so "a&amp;b" typed into its form signs as "a&b": each secret
 * is tried as given and decoded. Source: includes/class-wc-webhook.php, generate_signature.
 */
export function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  if (isPing(request)) return { kind: "ping" };
  const given = request.headers["x-wc-webhook-signature"];
  if (!given) return { kind: "forged", reason: "the X-WC-Webhook-Signature header is missing" };
  if (!/^[A-Za-z0-9+/]{43}=$/.test(given)) return { kind: "forged", reason: "the X-WC-Webhook-Signature header is not a signature" };
  const usable = new Set(secrets.flatMap((secret) => [secret, decodeEntities(secret)]).filter((secret) => secret !== ""));
  if (usable.size === 0) return { kind: "forged", reason: "there is no secret to check the signature with" };
  const claimed = Buffer.from(given, "base64");
  let matches = false;
  for (const secret of usable) matches = timingSafeEqual(digest(request.body, secret), claimed) || matches;
  return matches ? { kind: "authentic" } : { kind: "forged", reason: "the signature does not match the body" };
}

/** A body's signature as WooCommerce writes it into the header. */
export function signature(body: Uint8Array, secret: string): string {
  return digest(body, decodeEntities(secret)).toString("base64");
}

/**
 * What WooCommerce posts when a webhook is made or switched on: a form with the webhook's number,
 * unsigned and without any header of its own. Anything that names itself a webhook is not a ping.
 */
function isPing({ headers, body }: WebhookRequest): boolean {
  if (!headers["content-type"]?.toLowerCase().startsWith("application/x-www-form-urlencoded")) return false;
  if (Object.keys(headers).some((name) => name.startsWith("x-wc-"))) return false;
  return body.length <= 40 && /^webhook_id=\d+$/.test(Buffer.from(body).toString("latin1"));
}

function digest(body: Uint8Array, secret: string): Buffer {
  return createHmac("sha256", secret).update(body).digest();
}

const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/^&(?:amp|#0*38|#x0*26);$/i, "&"],
  [/^&(?:lt|#0*60|#x0*3c);$/i, "<"],
  [/^&(?:gt|#0*62|#x0*3e);$/i, ">"],
  [/^&(?:quot|#0*34|#x0*22);$/i, '"'],
  [/^&(?:#0*39|#x0*27);$/i, "'"],
];

/** WordPress's wp_specialchars_decode with ENT_QUOTES: one pass, so "&amp;lt;" becomes "&lt;". */
export function decodeEntities(secret: string): string {
  return secret.replace(/&[a-z0-9#]+;/gi, (entity) => ENTITIES.find(([pattern]) => pattern.test(entity))?.[1] ?? entity);
}
