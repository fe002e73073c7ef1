/** A call of the tracking API as what it means: who it is about, and the events it tells. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { CustomerHint } from "../event/snapshot.ts";
import { MINUTE } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { readCall } from "./call.ts";
import type { Call, CallType, Problem } from "./call.ts";
import { timeOf } from "./call-time.ts";
import { WrongProperty } from "./properties.ts";
import { pageSignal, signalOf } from "./signals.ts";
import { hintOf, objectOf, optInsOf } from "./traits.ts";

export type Behaviour = {
  /** Of its first event: the call's identity, so that a repeat is known. */
  readonly key: string;
  readonly at: Instant;
  readonly userId: string | null;
  readonly anonymousId: string | null;
  readonly hint: CustomerHint;
  /** Profile of whoever clicked a message and came to the shop by it, as signed by us. */
  readonly carried: string | null;
  /** Sent with the key that only the shop's own server has, not with the one that stands in its pages. */
  readonly trusted: boolean;
  /** At least one. */
  readonly events: readonly CanonicalEvent[];
};

export type ReadContext = {
  /** The type the address stands for; null in a batch, where each call says its own. */
  readonly type: CallType | null;
  readonly receivedAt: Instant;
  readonly batch: { readonly sentAt?: string | undefined; readonly context?: unknown } | null;
  /** ISO 3166 alpha-2 of the shop: reads phone numbers without a prefix. */
  readonly country: string | null;
  readonly trusted: boolean;
  /** The profile a token in an address was signed for; null when it is none of ours, or too old. */
  readonly visitorOf: (token: string) => string | null;
};

export type BehaviourRead = { readonly ok: true; readonly behaviour: Behaviour } | { readonly ok: false; readonly error: Problem };

/** The parameter by which a click in a message names its reader to the shop's own pages. */
export const VISIT_PARAMETER = "ag_c";

/** Reads one call. Never throws; a call that is refused names the field. */
export function readBehaviour(value: unknown, context: ReadContext): BehaviourRead {
  const read = readCall(value, context.type);
  if (!read.ok) return read;
  const call: Call = { ...read.call, context: read.call.context ?? (objectOf(context.batch?.context) as Record<string, unknown>) };
  const time = timeOf(call, context.batch?.sentAt, context.receivedAt);
  if (!time.ok) return time;
  const key = `api:${call.messageId ?? contentId(call, value as object, context.receivedAt)}`;
  try {
    return {
      ok: true,
      behaviour: {
        key, at: time.at, userId: call.userId ?? null, anonymousId: call.anonymousId ?? null, hint: hintOf(call, context.country),
        carried: carriedBy(call, context.visitorOf), trusted: context.trusted, events: eventsOf(call, key, time.at),
      },
    };
  } catch (error) {
    if (error instanceof WrongProperty) return { ok: false, error: { field: error.field, problem: error.message } };
    throw error;
  }
}

function eventsOf(call: Call, key: string, at: Instant): CanonicalEvent[] {
  const properties = call.properties ?? {};
  if (call.type === "track") return [{ key, at, ...signalOf(call.event ?? "", properties) } as CanonicalEvent];
  if (call.type !== "identify") return [{ key, at, ...pageSignal(call.name, call.category, { ...pageOfContext(call), ...properties }) } as CanonicalEvent];
  const consents = optInsOf(call.traits ?? {}).map(({ channel, granted }): CanonicalEvent => ({ key: `${key}:${channel}`, at, type: granted ? "consent.granted" : "consent.withdrawn", data: { channel, source: "api" } }));
  return [{ key, at, type: "customer.identified", data: { anonymous: call.anonymousId !== undefined } }, ...consents];
}

/** Segment's libraries put the page's address beside the properties. */
function pageOfContext(call: Call): Record<string, unknown> {
  const { url, path } = objectOf(call.context?.["page"]);
  return { ...(typeof url === "string" ? { url } : {}), ...(typeof path === "string" ? { path } : {}) };
}

/** The token of a click, in whichever address of the call carries it. */
function carriedBy(call: Call, visitorOf: ReadContext["visitorOf"]): string | null {
  const page = objectOf(call.context?.["page"]);
  for (const text of [page["url"], page["search"], call.properties?.["url"], call.properties?.["search"]]) {
    const token = typeof text === "string" ? /[?&]ag_c=([A-Za-z0-9_-]{40,200})(?:[&#]|$)/.exec(text)?.[1] : undefined;
    const profileId = token === undefined ? null : visitorOf(token);
    if (profileId !== null) return profileId;
  }
  return null;
}

/**
 * What a call without a messageId is known by: its content, without what changes from one try to the next. Of calls
 * that also have no time of their own, equal ones count once a minute: a retry is then the likelier reason.
 */
function contentId(call: Call, value: object, receivedAt: Instant): string {
  const { sentAt: _sentAt, writeKey: _writeKey, ...content } = value as Record<string, unknown>;
  const minute = call.timestamp === undefined && call.originalTimestamp === undefined ? Math.floor(receivedAt / MINUTE) : "";
  return bytesToHex(sha256(utf8ToBytes(`${call.type}|${minute}|${JSON.stringify(content).toWellFormed()}`))).slice(0, 40);
}
