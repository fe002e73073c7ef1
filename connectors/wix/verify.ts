import { createPublicKey, verify as verifyBytes } from "node:crypto";
import type { KeyObject } from "node:crypto";
import type { Verdict, WebhookRequest } from "#app/core/event/connector.ts";
import { DAY, MINUTE, SECOND } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { readToken } from "./jwt.ts";

/** Clocks differ by so much at most. */
const SKEW_MS = MINUTE;
/** Wix tries again for about 47 hours; a token that does not say when it ends is believed this long. */
const LASTS_MS = 4 * DAY;

/**
 * RS256 over the whole token, under the app's own public key, and nothing else: with "none", or with an HMAC keyed by the
 * public key, anyone could sign. Source: dev.wix.com, About Webhooks, "Verify the JWT".
 *
 * A secret is the key in PEM; a line "App: <app id>" before it also pins the audience, where the token names one.
 */
export function verify({ body }: WebhookRequest, secrets: readonly string[], now: Instant): Verdict {
  const token = readToken(body);
  if (!token) return forged("the body is not a signed token");
  if (token.header["alg"] !== "RS256") return forged("the token is not signed with RS256");
  if (token.header["crit"] !== undefined) return forged("the token asks for extensions");
  const keys = secrets.flatMap((secret) => keyOf(secret) ?? []);
  if (keys.length === 0) return forged("there is no public key to check the signature with");
  const signer = keys.find(({ key }) => verifyBytes("sha256", Buffer.from(token.signed), key, token.signature));
  if (!signer) return forged("the signature does not match the body");
  const { iat, exp, nbf, aud, iss } = token.claims;
  const begins = seconds(nbf) ?? seconds(iat);
  const ends = seconds(exp) ?? (seconds(iat) === null ? null : (seconds(iat) ?? 0) + LASTS_MS);
  if (ends === null) return forged("the token does not say when it was made");
  if (ends + SKEW_MS <= now) return forged("the token has expired");
  if (begins !== null && begins - SKEW_MS > now) return forged("the token is from the future");
  if (iss !== undefined && iss !== "wix.com") return forged("the token is not of wix.com");
  if (signer.app !== null && aud !== undefined && ![aud].flat().includes(signer.app)) return forged("the token is for another app");
  return { kind: "authentic" };
}

const forged = (reason: string): Verdict => ({ kind: "forged", reason });

const seconds = (claim: unknown): Instant | null => (typeof claim === "number" && Number.isFinite(claim) ? claim * SECOND : null);

type Known = { readonly key: KeyObject; readonly app: string | null };

/** Keys by their text: reading PEM costs more than checking a signature. */
const known = new Map<string, Known | null>();
const MOST_KEYS = 100;
const BEGIN = "-----BEGIN PUBLIC KEY-----";

function keyOf(secret: string): Known | null {
  // A shop's own secrets come here too, and are none.
  if (!secret.includes(BEGIN)) return null;
  const found = known.get(secret);
  if (found !== undefined) return found;
  if (known.size >= MOST_KEYS) known.clear();
  const read = readKey(secret);
  known.set(secret, read);
  return read;
}

function readKey(secret: string): Known | null {
  const begin = secret.indexOf(BEGIN);
  try {
    const key = createPublicKey(secret.slice(begin));
    return key.asymmetricKeyType === "rsa" ? { key, app: /^App: (\S+)$/m.exec(secret.slice(0, begin))?.[1] ?? null } : null;
  } catch {
    return null;
  }
}
