import { createHmac, timingSafeEqual } from "node:crypto";
import type { Verdict, WebhookRequest } from "#app/core/event/connector.ts";

/**
 * Base64 of HMAC-SHA256 over the raw body, under the app's client secret.
 * Source: shopify.dev/docs/apps/build/webhooks/verify-deliveries. After a rotation Shopify may sign
 * with the old secret for another hour, hence several.
 */
export function verify(request: WebhookRequest, secrets: readonly string[]): Verdict {
  const given = request.headers["x-shopify-hmac-sha256"];
  if (!given) return { kind: "forged", reason: "the X-Shopify-Hmac-SHA256 header is missing" };
  if (!/^[A-Za-z0-9+/]{43}=$/.test(given)) return { kind: "forged", reason: "the X-Shopify-Hmac-SHA256 header is not a signature" };
  const usable = secrets.filter((secret) => secret !== "");
  if (usable.length === 0) return { kind: "forged", reason: "there is no secret to check the signature with" };
  const claimed = Buffer.from(given, "base64");
  let matches = false;
  for (const secret of usable) matches = timingSafeEqual(digest(request.body, secret), claimed) || matches;
  return matches ? { kind: "authentic" } : { kind: "forged", reason: "the signature does not match the body" };
}

/** A body's signature as Shopify writes it into the header. */
export function signature(body: Uint8Array, secret: string): string {
  return digest(body, secret).toString("base64");
}

function digest(body: Uint8Array, secret: string): Buffer {
  return createHmac("sha256", secret).update(body).digest();
}
