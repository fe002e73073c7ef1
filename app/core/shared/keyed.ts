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
  const bytes = digest(shop, parts);
  let id = "";
  for (let index = 0; index < 16; index++) {
    const byte = bytes[index] as number;
    id += HEX[index === 6 ? (byte & 0x0f) | 0x80 : index === 8 ? (byte & 0x3f) | 0x80 : byte];
    if (index === 3 || index === 5 || index === 7 || index === 9) id += "-";
  }
  return id;
}

/**
 * A repeatable draw from [0, 1), uniform over keys: the first 48 bits of HMAC-SHA-256(salt, shop and parts). Who
 * is drawn for what depends on the key alone, not on when or how often it is asked.
 */
export function draw(shop: Keyed, ...parts: readonly string[]): number {
  const bytes = digest(shop, ["draw", ...parts]);
  let value = 0;
  for (let index = 0; index < 6; index++) value = value * 256 + (bytes[index] ?? 0);
  return value / 2 ** 48;
}

/** The HMAC's state after its key, by salt: half of the work of a short text. */
const keys = new Map<string, ReturnType<typeof hmac.create>>();
const KEYS_KEPT = 1000;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
/** Used again for every digest: making a hash anew costs more than a short text's hashing. */
const scratch = hmac.create(sha256, new Uint8Array(1));
const output = new Uint8Array(32);
const ascii = new Uint8Array(512);

/** Parts are joined with their lengths, so ("a", "bc") and ("ab", "c") differ. The bytes hold until the next call. */
function digest({ id, salt }: Keyed, parts: readonly string[]): Uint8Array {
  let key = keys.get(salt);
  if (!key) {
    if (keys.size >= KEYS_KEPT) keys.clear();
    keys.set(salt, (key = hmac.create(sha256, utf8ToBytes(salt))));
  }
  let text = `${id.length}:${id}`;
  for (const part of parts) text += `${part.length}:${part}`;
  key._cloneInto(scratch).update(bytesOf(text)).digestInto(output);
  return output;
}

function bytesOf(text: string): Uint8Array {
  if (text.length > ascii.length) return utf8ToBytes(text);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 127) return utf8ToBytes(text);
    ascii[index] = code;
  }
  return ascii.subarray(0, text.length);
}
