/**
 * OAuth 1.0a signatures (RFC 5849, section 3). Magento computes them over the address exactly as it was called, with
 * every query parameter, and never over a JSON body. Small enough to be our own: it needs nothing but an HMAC.
 */
import { createHmac } from "node:crypto";

export type SignatureMethod = "sha256" | "sha1";

export type OAuthKeys = {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** Left out while there is no token yet. */
  readonly token?: string;
  readonly tokenSecret?: string;
  readonly verifier?: string;
  readonly signature: SignatureMethod;
};

export type Signed = {
  readonly method: string;
  readonly url: string;
  /** Never used twice: Magento remembers each. */
  readonly nonce: string;
  /** Whole seconds since 1970. */
  readonly timestamp: number;
};

const NAMES: Readonly<Record<SignatureMethod, string>> = { sha256: "HMAC-SHA256", sha1: "HMAC-SHA1" };

/** Percent-encoding of RFC 3986: everything but letters, digits, "-", ".", "_" and "~". */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The text that is signed: method, address without its query, and all parameters in the order of their encoded names and values. */
export function baseString(method: string, url: string, parameters: readonly (readonly [string, string])[]): string {
  const address = new URL(url);
  const all = [...address.searchParams, ...parameters].map(([name, value]) => [encode(name), encode(value)] as const);
  const sorted = all.toSorted(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
  return [method.toUpperCase(), `${address.origin}${address.pathname}`, sorted.map(([name, value]) => `${name}=${value}`).join("&")].map(encode).join("&");
}

/** The Authorization header of one request. */
export function authorization(keys: OAuthKeys, request: Signed): string {
  const parameters: (readonly [string, string])[] = [
    ["oauth_consumer_key", keys.consumerKey],
    ["oauth_nonce", request.nonce],
    ["oauth_signature_method", NAMES[keys.signature]],
    ["oauth_timestamp", String(request.timestamp)],
    ["oauth_version", "1.0"],
    ...(keys.token === undefined ? [] : [["oauth_token", keys.token] as const]),
    ...(keys.verifier === undefined ? [] : [["oauth_verifier", keys.verifier] as const]),
  ];
  const key = `${encode(keys.consumerSecret)}&${encode(keys.tokenSecret ?? "")}`;
  const signature = createHmac(keys.signature, key).update(baseString(request.method, request.url, parameters)).digest("base64");
  return `OAuth ${[...parameters, ["oauth_signature", signature] as const].map(([name, value]) => `${name}="${encode(value)}"`).join(", ")}`;
}
