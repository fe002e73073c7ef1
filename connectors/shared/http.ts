/** One call to a platform: bounded in time and size, follows no redirect, and never shows a secret in an error. */
import { request as httpRequest } from "node:http";
import type { IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import type { RequestOptions } from "node:https";
import { isIP } from "node:net";
import type { LookupFunction } from "node:net";
import type { Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";

export type Call = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For the whole call; 20 s unless told. */
  readonly timeoutMs?: number;
  /** Larger answers are refused; 32 MB unless told. */
  readonly mostBytes?: number;
};

export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string };

const TIMEOUT_MS = 20_000;
const MOST_BYTES = 32_000_000;

const CERTIFICATE = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "CERT_HAS_EXPIRED", "ERR_TLS_CERT_ALTNAME_INVALID", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_GET_ISSUER_CERT",
]);

/** The whole answer, whatever its status. @throws PlatformError when there is none */
export async function call(reach: Reach, request: Call): Promise<Answer> {
  const message = await open(reach, request);
  const most = request.mostBytes ?? MOST_BYTES;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw new PlatformError("unexpected", `an answer of ${hostOf(request.url)} is larger than ${most} bytes`, "The shop answered with more than we can take at once.");
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof PlatformError ? error : broken(request.url, error);
  } finally {
    message.destroy();
  }
  return { status: message.statusCode ?? 0, headers: headersOf(message), text: Buffer.concat(chunks).toString("utf8") };
}

/** The answer as it comes, for exports too large to hold. The caller reads it to its end or destroys it. @throws PlatformError */
export async function open(reach: Reach, { method, url, headers = {}, body, timeoutMs = TIMEOUT_MS }: Call): Promise<IncomingMessage> {
  const address = new URL(reach.resolve?.(url) ?? url);
  if (address.protocol !== "https:" && !reach.allowPrivate) {
    throw new PlatformError("refused", `${hostOf(url)} is not reached by https`, "The shop's address must begin with https://.");
  }
  const lookup = reach.allowPrivate ? undefined : (reach.lookup as LookupFunction | undefined);
  if (lookup) await allowNumber(lookup, address.hostname.replace(/^\[|\]$/g, "")).catch((error: unknown) => Promise.reject(broken(url, error)));
  const options: RequestOptions = {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }) },
    signal: AbortSignal.timeout(timeoutMs),
    ...(lookup && { lookup }),
  };
  return new Promise((resolve, reject) => {
    const request = (address.protocol === "https:" ? httpsRequest : httpRequest)(address, options, resolve);
    request.on("error", (error) => reject(broken(url, error)));
    request.end(body);
  });
}

/** Node asks `lookup` for names only: a host that is already a number is asked about here. */
function allowNumber(lookup: LookupFunction, host: string): Promise<void> {
  if (isIP(host) === 0) return Promise.resolve();
  return new Promise((resolve, reject) => lookup(host, { all: true }, (error) => (error ? reject(error) : resolve())));
}

function headersOf(message: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]));
}

/** Only the host: paths and queries may hold keys. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "an address that is none";
}

/** A call that got no (whole) answer. The error's own text is not passed on: it may hold the request. */
export function broken(url: string, error: unknown): PlatformError {
  const code = String((error as { code?: unknown }).code ?? (error as { name?: unknown }).name ?? "unknown");
  const host = hostOf(url);
  if ((error as Error).constructor?.name === "PrivateAddress") return new PlatformError("refused", `${host} leads into a private network`, `${host} leads into a private network, where we do not go.`);
  if (CERTIFICATE.has(code)) return new PlatformError("refused", `${host} has a certificate that is not trusted (${code})`, `The certificate of ${host} is not trusted by browsers (self-signed, expired, or for another name). Have the shop's host install a valid one, then try again.`);
  if (code === "ENOTFOUND") return new PlatformError("unavailable", `${host} has no address`, `There is no ${host}: check the spelling of the shop's address.`);
  return new PlatformError("unavailable", `${host} could not be reached (${code.slice(0, 60)})`, `${host} could not be reached. We try again by ourselves.`);
}
