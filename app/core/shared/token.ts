import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { MINUTE } from "./instant.ts";
import type { Instant } from "./instant.ts";

/** What a link may do; a token of one kind is never valid as another. */
const KINDS = ["track", "preferences", "click", "open", "sign_in", "survey", "referral", "visit"] as const;
export type TokenKind = (typeof KINDS)[number];

export type Token = {
  readonly kind: TokenKind;
  /** UUID of the row the link is about: an order (track), a message, or a sign-in. */
  readonly id: string;
  /** Null never expires; kept to the minute. */
  readonly expiresAt: Instant | null;
  /** What else the signature covers: a click's address, a survey's answer. */
  readonly extra: string;
};

const HEADER = 1 + 16 + 4;
const MAC = 16;

/**
 * A signed token for an address in a message: kind, 16-byte id, expiry, extra text and the first 128
 * bits of HMAC-SHA-256 over them, base64url. About 50 characters without extra, so that a
 * List-Unsubscribe header stays on one line.
 */
export function signToken(secret: string, token: Token): string {
  const minutes = token.expiresAt === null ? 0 : Math.ceil(token.expiresAt / MINUTE);
  const header = concatBytes(
    Uint8Array.of(KINDS.indexOf(token.kind)),
    hexToBytes(token.id.replaceAll("-", "")),
    Uint8Array.of(minutes >>> 24, minutes >>> 16, minutes >>> 8, minutes),
    utf8ToBytes(token.extra),
  );
  return encode(concatBytes(header, mac(secret, header)));
}

/** The token if it is ours, of this kind and not expired at `now`; else null. One answer for every way to be wrong. */
export function readToken(secret: string, kind: TokenKind, text: string, now: Instant): Token | null {
  const bytes = decode(text);
  if (!bytes || bytes.length < HEADER + MAC) return null;
  const body = bytes.subarray(0, bytes.length - MAC);
  if (!equal(bytes.subarray(bytes.length - MAC), mac(secret, body)) || KINDS[body[0] ?? -1] !== kind) return null;
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const minutes = view.getUint32(17);
  const expiresAt = minutes === 0 ? null : minutes * MINUTE;
  if (expiresAt !== null && now > expiresAt) return null;
  return { kind, id: uuid(body.subarray(1, 17)), expiresAt, extra: new TextDecoder().decode(body.subarray(HEADER)) };
}

/** The same for a token that may be older than the newest secret: links live for years, and secrets are changed. */
export function readAnyToken({ secret, formerSecrets }: { readonly secret: string; readonly formerSecrets: readonly string[] }, kind: TokenKind, text: string, now: Instant): Token | null {
  for (const one of [secret, ...formerSecrets]) {
    const token = readToken(one, kind, text, now);
    if (token) return token;
  }
  return null;
}

function mac(secret: string, body: Uint8Array): Uint8Array {
  return hmac(sha256, utf8ToBytes(secret), body).slice(0, MAC);
}

/** Compares without leaking, by its time, how many bytes were right. */
function equal(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  return difference === 0;
}

function uuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function decode(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]{40,4000}$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
