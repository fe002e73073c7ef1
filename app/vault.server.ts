import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import type { Vault } from "./models/vault.ts";

const PREFIX = "sealed:1:";
const NONCE = 12;
const TAG = 16;

type Key = { readonly id: string; readonly key: Buffer };

/**
 * AES-256-GCM with a key derived from APP_SECRET (HKDF-SHA-256, RFC 5869), a random 96-bit nonce for each text and the
 * context as additional data (NIST SP 800-38D). Sealed text names its key: after a rotation the old ones still open.
 *
 * @param secret the newest; everything is sealed with it
 * @param previous secrets of before, still needed to open what was sealed with them
 */
export function createVault(secret: string, previous: readonly string[] = []): Vault {
  const newest = keyOf(secret);
  const keys = new Map([newest, ...previous.map(keyOf)].map((key) => [key.id, key]));
  return {
    seal(text, context) {
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv("aes-256-gcm", newest.key, nonce).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return `${PREFIX}${newest.id}:${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    open(sealed, context) {
      if (!sealed.startsWith(PREFIX)) return sealed;
      const [id = "", data = ""] = sealed.slice(PREFIX.length).split(":");
      const key = keys.get(id);
      if (!key) throw new Error("a secret was sealed with an APP_SECRET that is not known any more: name the former one in APP_SECRET_PREVIOUS");
      const bytes = Buffer.from(data, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key.key, bytes.subarray(0, NONCE)).setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
      } catch {
        throw new Error("a sealed secret does not open: it was changed, or belongs elsewhere");
      }
    },
    isCurrent: (sealed) => sealed.startsWith(`${PREFIX}${newest.id}:`),
  };
}

function keyOf(secret: string): Key {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "afterglow vault 1", 32));
  return { id: createHash("sha256").update(key).digest("hex").slice(0, 8), key };
}
