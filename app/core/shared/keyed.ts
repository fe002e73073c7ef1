import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** What keys a shop's ids. */
export type Keyed = { readonly id: string; readonly salt: string };

/**
 * A repeatable id nobody can guess without the shop's salt: the first 128 bits of
 * HMAC-SHA-256(salt, shop and parts), printed as an RFC 9562 version 8 UUID. The same facts give the
 * same id live, replayed and simulated, so a repeated insert is a no-op.
 */
export function derivedId(shop: Keyed, ...parts: readonly string[]): string {
  const bytes = digest(shop, parts).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Parts are joined with their lengths, so ("a", "bc") and ("ab", "c") differ. */
function digest({ id, salt }: Keyed, parts: readonly string[]): Uint8Array {
  return hmac(sha256, utf8ToBytes(salt), utf8ToBytes([id, ...parts].map((part) => `${part.length}:${part}`).join("")));
}
