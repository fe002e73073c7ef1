/** Checks signatures the way Magento does, written apart from the signer so that one mistake does not hide another. */
import { createHmac } from "node:crypto";

export type Consumer = { readonly key: string; readonly secret: string };
export type Token = { readonly token: string; readonly secret: string };

export type OAuthCheck = {
  /** Null when all is well, else the status and the words Magento answers with. */
  check(method: string, url: string, header: string | undefined, tokenOf: (token: string) => Token | null): { status: number; problem: string } | null;
  /** Newest timestamp seen, milliseconds. */
  readonly lastSeen: number;
};

/** `supports` as of the store's version: before 2.4.4 HMAC-SHA1 only. Each nonce is taken once. */
export function oauthCheck(consumer: () => Consumer | null, supports: () => readonly string[]): OAuthCheck {
  const nonces = new Set<string>();
  let lastSeen = 0;
  return {
    get lastSeen() {
      return lastSeen;
    },
    check(method, url, header, tokenOf) {
      const given = readHeader(header);
      if (!given) return { status: 401, problem: "The consumer isn't authorized to access %resources." };
      const name = given.get("oauth_signature_method") ?? "";
      if (!supports().includes(name)) return { status: 400, problem: `Signature method ${name} is not supported` };
      const known = consumer();
      if (!known || given.get("oauth_consumer_key") !== known.key) return { status: 401, problem: "A consumer with the ID 1 doesn't exist. Verify the ID and try again." };
      const nonce = given.get("oauth_nonce") ?? "";
      if (nonce.length < 8 || nonces.has(nonce)) return { status: 401, problem: "The nonce is already being used by the consumer with ID 1" };
      nonces.add(nonce);
      const tokenText = given.get("oauth_token");
      const token = tokenText === undefined ? { token: "", secret: "" } : tokenOf(tokenText);
      if (!token) return { status: 401, problem: "The oauth_token is revoked" };
      const wanted = sign(name, method, url, given, `${escape(known.secret)}&${escape(token.secret)}`);
      if (wanted !== given.get("oauth_signature")) return { status: 401, problem: "The signature is invalid. Verify and try again." };
      lastSeen = Math.max(lastSeen, Number(given.get("oauth_timestamp")) * 1000);
      return null;
    },
  };
}

function sign(name: string, method: string, url: string, header: ReadonlyMap<string, string>, key: string): string {
  const [address = "", query = ""] = url.split("?");
  const parameters = new Map([...header].filter(([parameter]) => parameter !== "oauth_signature" && parameter !== "realm"));
  // Magento takes a pair only when it holds exactly one "=".
  for (const pair of query.split("&")) {
    const parts = pair.split("=").map((part) => decodeURIComponent(part.replaceAll("+", " ")));
    if (parts.length === 2) parameters.set(parts[0] ?? "", parts[1] ?? "");
  }
  const sorted = [...parameters].map(([parameter, value]) => `${escape(parameter)}=${escape(value)}`).sort();
  return createHmac(name === "HMAC-SHA1" ? "sha1" : "sha256", key).update(`${method}&${escape(address)}&${escape(sorted.join("&"))}`).digest("base64");
}

function readHeader(header: string | undefined): Map<string, string> | null {
  if (!header?.startsWith("OAuth ")) return null;
  return new Map([...header.matchAll(/([\w]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, decodeURIComponent(value)]));
}

/** PHP's rawurlencode. */
function escape(text: string): string {
  let out = "";
  for (const byte of Buffer.from(text)) out += /[A-Za-z0-9\-._~]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, "0").toUpperCase()}`;
  return out;
}
