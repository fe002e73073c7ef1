import type { Connector } from "#app/core/event/connector.ts";
import { SECOND } from "#app/core/shared/instant.ts";
import { openEnvelope } from "./envelope.ts";
import { asObject, makeToken } from "./jwt.ts";
import { SCOPES, TOPICS } from "./topics.ts";
import { translate } from "./translate.ts";
import { verify } from "./verify.ts";

/** Longer than Wix goes on trying (about 47 hours). */
const LASTS_S = 3 * 24 * 60 * 60;

/** A webhook's whole body is one signed token; there is nothing in its headers. Source: dev.wix.com, About Webhooks. */
export const wix: Connector = {
  platform: "wix",
  door: "app",
  topics: TOPICS,
  scopes: SCOPES,
  silent: {
    tracking: "Wix does not tell how a parcel travels or when it arrives: journeys count the days from its dispatch.",
    returns: "Wix has no returns of its own: a return is known when its refund is.",
  },
  unable: { note: "Wix has no place for a note on a contact that an app may write to." },
  topicOf: ({ body }) => openEnvelope(body)?.eventType ?? "",
  shopDomainOf: ({ body }) => openEnvelope(body)?.instanceId ?? null,
  /** Wix sends the same event again under the same id until it is answered. */
  dedupeKeyOf({ body }) {
    const envelope = openEnvelope(body);
    const id = envelope?.event["id"];
    return envelope && typeof id === "string" && /^[\x21-\x7e]{1,100}$/.test(id) ? `${envelope.eventType}:${id}` : null;
  },
  textOf(body) {
    const envelope = openEnvelope(body);
    return envelope ? JSON.stringify(readable(envelope.event), null, 2) : new TextDecoder().decode(body);
  },
  verify,
  /** Wix tells of an install before anyone opens the dashboard, and the site's id is all that is needed to reach it. */
  introduction({ body }) {
    const envelope = openEnvelope(body);
    return envelope?.eventType === "AppInstalled" && envelope.instanceId !== null ? { instanceId: envelope.instanceId } : null;
  },
  /** An "instanceId" in the JSON says which site sends, and goes where Wix has it: around the event. */
  pack(body, secret, topic, now) {
    const { instanceId = "", ...event } = asObject(new TextDecoder().decode(body)) ?? {};
    const iat = Math.floor(now / SECOND);
    const data = JSON.stringify({ eventType: topic, instanceId, identity: JSON.stringify({ identityType: "WIX_USER" }), data: JSON.stringify(event) });
    return new TextEncoder().encode(makeToken({ data, iat, exp: iat + LASTS_S }, secret));
  },
  sign: () => ({ "content-type": "text/plain; charset=utf-8" }),
  translate,
};

/** With the objects that Wix writes as text opened, for a person to read. */
function readable(event: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => {
      const part = name.endsWith("Event") ? asObject(value) : null;
      return [name, part ? Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, key.endsWith("AsJson") ? (asObject(inner) ?? inner) : inner])) : value];
    }),
  );
}
