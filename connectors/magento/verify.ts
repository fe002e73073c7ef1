import { createHmac, timingSafeEqual } from "node:crypto";
import type { Verdict, WebhookRequest } from "#app/core/event/connector.ts";
import { MINUTE, SECOND } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { isAdobeEvent, isAdobeSecret, isAuthenticAdobeEvent } from "./adobe-events.ts";

/** A captured request is worth nothing after this long. Our module signs anew whenever it tries again. */
const FRESH_MS = 5 * MINUTE;

/** Our module's requests: base64 of HMAC-SHA256 over `<timestamp>.<raw body>`; Adobe's by its public key. */
export function verify(request: WebhookRequest, secrets: readonly string[], now: Instant): Verdict {
  if (isAdobeEvent(request)) {
    return isAuthenticAdobeEvent(request, secrets) ? { kind: "authentic" } : { kind: "forged", reason: "the event is not signed by Adobe for this shop's client" };
  }
  const given = request.headers["x-afterglow-signature"];
  const timestamp = request.headers["x-afterglow-timestamp"] ?? "";
  if (!given) return { kind: "forged", reason: "the X-Afterglow-Signature header is missing" };
  if (!/^[A-Za-z0-9+/]{43}=$/.test(given)) return { kind: "forged", reason: "the X-Afterglow-Signature header is not a signature" };
  if (!/^\d{1,12}$/.test(timestamp)) return { kind: "forged", reason: "the X-Afterglow-Timestamp header is not a time" };
  const usable = secrets.filter((secret) => secret !== "" && !isAdobeSecret(secret));
  if (usable.length === 0) return { kind: "forged", reason: "there is no secret to check the signature with" };
  const claimed = Buffer.from(given, "base64");
  let matches = false;
  for (const secret of usable) matches = timingSafeEqual(digest(request.body, secret, timestamp), claimed) || matches;
  if (!matches) return { kind: "forged", reason: "the signature does not match the body" };
  if (Math.abs(now - Number(timestamp) * SECOND) > FRESH_MS) return { kind: "forged", reason: "it was signed more than five minutes ago, or the store's clock is wrong" };
  return { kind: "authentic" };
}

/** @param timestamp whole seconds since 1970, as in the header */
export function signature(body: Uint8Array, secret: string, timestamp: string): string {
  return digest(body, secret, timestamp).toString("base64");
}

function digest(body: Uint8Array, secret: string, timestamp: string): Buffer {
  return createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest();
}
