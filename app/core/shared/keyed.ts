import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** What keys a shop's ids and draws. */
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

/** A draw in [0, 1) that is the same for the same shop and parts; 53 bits of the HMAC. */
export function keyedDraw(shop: Keyed, ...parts: readonly string[]): number {
  const bytes = digest(shop, parts);
  let value = 0;
  for (let index = 0; index < 6; index++) value = value * 256 + (bytes[index] ?? 0);
  return (value * 32 + ((bytes[6] ?? 0) >> 3)) / 2 ** 53;
}

/** Parts are joined with their lengths, so ("a", "bc") and ("ab", "c") differ. */
function digest({ id, salt }: Keyed, parts: readonly string[]): Uint8Array {
  return hmac(sha256, utf8ToBytes(salt), utf8ToBytes([id, ...parts].map((part) => `${part.length}:${part}`).join("")));
}
