/** Signed tokens as Wix sends webhooks in: three base64url parts with dots between (RFC 7515, compact serialisation). */
import { createPrivateKey, sign as signBytes } from "node:crypto";

export type Token = { readonly header: Record<string, unknown>; readonly claims: Record<string, unknown>; readonly signed: string; readonly signature: Buffer };

/** Takes a token apart without believing it; null when it is none. */
export function readToken(body: Uint8Array): Token | null {
  const text = Buffer.from(body).toString("latin1").trim();
  const parts = text.split(".");
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part))) return null;
  const [head = "", middle = "", tail = ""] = parts;
  const header = objectIn(head);
  const claims = objectIn(middle);
  return header && claims && { header, claims, signed: `${head}.${middle}`, signature: Buffer.from(tail, "base64url") };
}

/** A token over these claims, signed with a private key in PEM: for fixtures and tests. */
export function makeToken(claims: object, privateKey: string, header: object = { alg: "RS256", kid: "test" }): string {
  const signed = `${encoded(header)}.${encoded(claims)}`;
  return `${signed}.${signBytes("sha256", Buffer.from(signed), createPrivateKey(privateKey)).toString("base64url")}`;
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function objectIn(part: string): Record<string, unknown> | null {
  return asObject(Buffer.from(part, "base64url").toString("utf8"));
}

/** An object, given as one or as JSON text of one: Wix writes some objects as text within text. */
export function asObject(value: unknown): Record<string, unknown> | null {
  let found = value;
  if (typeof value === "string") {
    try {
      found = JSON.parse(value);
    } catch {
      return null;
    }
  }
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Record<string, unknown>) : null;
}
