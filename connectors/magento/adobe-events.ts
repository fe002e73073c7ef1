/**
 * Adobe I/O Events, which Adobe Commerce (never Magento Open Source) can send. Source: developer.adobe.com/events,
 * "Introduction to Webhooks", security considerations.
 */
import { createPublicKey, verify } from "node:crypto";
import type { WebhookRequest } from "#app/core/event/connector.ts";

const ADOBE = "adobe-io ";
const PREFIX = "com.adobe.commerce.";
const SIGNATURES = ["x-adobe-digital-signature-1", "x-adobe-digital-signature-2"] as const;

/** Adobe's keys sign for all of its customers, so the key alone proves nothing: the event must also be for our own client. */
type AdobeSecret = { readonly clientId: string; readonly key: string };

/** "adobe-io <client id>" and, after a line break, Adobe's public key as PEM; null for any other secret. */
function readAdobeSecret(secret: string): AdobeSecret | null {
  const match = /^adobe-io ([\w-]{8,64})\n(-----BEGIN PUBLIC KEY-----[\s\S]+-----END PUBLIC KEY-----)\s*$/.exec(secret);
  return match?.[1] && match[2] ? { clientId: match[1], key: match[2] } : null;
}

/**
 * The secret that lets events of this client in. Adobe signs with one of two keys in turn, so a shop has one such secret for each.
 *
 * @returns null when the id is none, or the key is not a public RSA key in PEM
 */
export function adobeSecret(clientId: string, pem: string): string | null {
  const secret = `${ADOBE}${clientId.trim()}\n${pem.trim()}`;
  const read = readAdobeSecret(secret);
  try {
    return read && createPublicKey(read.key).asymmetricKeyType === "rsa" ? secret : null;
  } catch {
    return null; // PEM around something else
  }
}

export const isAdobeSecret = (secret: string): boolean => secret.startsWith(ADOBE);

/** Whether a request claims to come from Adobe, and not from our module; its signature is checked apart. */
export function isAdobeEvent({ headers }: WebhookRequest): boolean {
  return SIGNATURES.some((name) => headers[name] !== undefined);
}

/** RSA with SHA-256 over the raw body, by either of the two keys that Adobe changes in turn, for one of our own clients. */
export function isAuthenticAdobeEvent(request: WebhookRequest, secrets: readonly string[]): boolean {
  const recipient = field(request.body, "recipient_client_id");
  const known = secrets.map(readAdobeSecret).filter((secret) => secret !== null && secret.clientId === recipient);
  return known.some((secret) => SIGNATURES.some((name) => secret !== null && isSigned(request.body, request.headers[name], secret.key)));
}

/** "observer.sales_order_save_commit_after"; "" when the event names no type of Commerce's. */
export function adobeTopic(body: Uint8Array): string {
  const type = field(body, "type") ?? "";
  return type.startsWith(PREFIX) ? type.slice(PREFIX.length) : "";
}

/** The event's own id, the same whenever Adobe sends it again. */
export const adobeEventId = (body: Uint8Array): string | null => field(body, "event_id") ?? field(body, "id");

/** The resource inside a CloudEvent ({data: {value}}) or inside the older envelope ({event: {data: {value}}}). */
export function unwrapped(json: object): object {
  const data = child(child(json, "event") ?? json, "data");
  return child(data, "value") ?? json;
}

function isSigned(body: Uint8Array, signature: string | undefined, key: string): boolean {
  if (!signature || !/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false;
  try {
    return verify("rsa-sha256", body, createPublicKey(key), Buffer.from(signature, "base64"));
  } catch {
    return false; // a key that is none
  }
}

function child(value: unknown, name: string): object | null {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : null;
  return typeof found === "object" && found !== null && !Array.isArray(found) ? found : null;
}

function field(body: Uint8Array, name: string): string | null {
  try {
    const value = (JSON.parse(Buffer.from(body).toString("utf8")) as Record<string, unknown> | null)?.[name];
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
