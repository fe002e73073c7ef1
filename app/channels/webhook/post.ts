/** Calls an address of the merchant's: what a journey's outgoing webhook does. */
import { createHmac } from "node:crypto";
import { request as plainRequest } from "node:http";
import { request } from "node:https";
import type { RequestOptions } from "node:https";
import { isIP } from "node:net";
import type { SendOutcome } from "#app/core/message/outcome.ts";
import { isPublicAddress, PrivateAddress, publicLookup } from "./public-address.ts";

export type WebhookCall = {
  readonly url: string;
  /** Named in Afterglow-Id: the receiver tells repeats apart by it. */
  readonly id: string;
  readonly body: string;
  /** Signs the body. */
  readonly secret: string;
};

export type WebhookOptions = {
  readonly timeoutMs?: number;
  /** For development and tests only: addresses of one's own network, also without TLS. */
  readonly allowPrivate?: boolean;
};

/**
 * Posts once. A 2xx is done; 408, 429 and 5xx are tried again; every other answer, a redirect included, is
 * final. The body is signed in `Afterglow-Signature` as hex HMAC-SHA-256. A private address is refused.
 */
export function postWebhook(call: WebhookCall, { timeoutMs = 10_000, allowPrivate = false }: WebhookOptions = {}): Promise<SendOutcome> {
  const url = URL.canParse(call.url) ? new URL(call.url) : null;
  if (!url || (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:"))) return Promise.resolve(refused("The address is not an https:// address."));
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) return Promise.resolve(refused("The address is not a public one."));
  const options: RequestOptions = {
    method: "POST", timeout: timeoutMs, signal: AbortSignal.timeout(timeoutMs), ...(allowPrivate ? {} : { lookup: publicLookup as unknown as NonNullable<RequestOptions["lookup"]> }),
    headers: {
      "content-type": "application/json", "content-length": Buffer.byteLength(call.body), "user-agent": "Afterglow", "afterglow-id": call.id,
      "afterglow-signature": createHmac("sha256", call.secret).update(call.body).digest("hex"),
    },
  };
  return new Promise((resolve) => {
    const sent = (url.protocol === "http:" ? plainRequest : request)(url, options, (response) => {
      response.resume();
      resolve(outcomeOf(response.statusCode ?? 0));
    });
    sent.on("error", (error) => resolve(failureOf(error)));
    sent.end(call.body);
  });
}

function outcomeOf(status: number): SendOutcome {
  if (status >= 200 && status < 300) return { kind: "sent", response: String(status) };
  if (status === 408 || status === 429 || status >= 500) return { kind: "retry", reason: `The address answered ${status}; it is tried again.`, log: `HTTP ${status}` };
  return { kind: "failed", deadAddress: false, reason: `The address answered ${status} and refused the call.`, log: `HTTP ${status}` };
}

function failureOf(error: Error): SendOutcome {
  if (error instanceof PrivateAddress) return refused("The address is not a public one.");
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return { kind: "retry", reason: "The address could not be reached; it is tried again.", log: code };
}

function refused(reason: string): SendOutcome {
  return { kind: "failed", deadAddress: false, reason, log: "refused" };
}
