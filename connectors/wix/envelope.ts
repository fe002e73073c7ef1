/** What is inside a webhook's token: JSON as text, in JSON as text, in the claims. */
import { asObject, readToken } from "./jwt.ts";

export type Envelope = {
  readonly eventType: string;
  /** One app on one site; the same after a reinstall. */
  readonly instanceId: string | null;
  /** The event itself. */
  readonly event: Record<string, unknown>;
};

/**
 * Opens it without asking who signed. Source: dev.wix.com, "Webhook structure". The event's `data` is parsed from its own
 * text, and so are the entity's "…AsJson" forms by whoever reads them.
 *
 * @returns null when it is not such a token
 */
export function openEnvelope(body: Uint8Array): Envelope | null {
  const middle = asObject(readToken(body)?.claims["data"]);
  const event = middle && asObject(middle["data"] ?? {});
  if (!middle || !event) return null;
  const text = (value: unknown): string | null => (typeof value === "string" && value !== "" && value.length <= 200 ? value : null);
  const named = text(event["entityFqdn"]) && text(event["slug"]) ? `${text(event["entityFqdn"])}_${text(event["slug"])}` : null;
  // Looked up before the signature is checked: only what an id can be goes to the database.
  const instanceId = text(middle["instanceId"]);
  return { eventType: text(middle["eventType"]) ?? named ?? "", instanceId: instanceId !== null && /^[A-Za-z0-9-]{1,64}$/.test(instanceId) ? instanceId : null, event };
}

/** The thing an event is about, in whichever of Wix's forms it is carried; null where the event carries none. */
export function entityIn(event: Record<string, unknown>): Record<string, unknown> | null {
  const of = (kind: string, ...names: string[]): Record<string, unknown> | null => {
    const part = asObject(event[kind]);
    for (const name of names) {
      const found = asObject(part?.[name]) ?? asObject(part?.[`${name}AsJson`]);
      if (found) return found;
    }
    return null;
  };
  return of("createdEvent", "entity") ?? of("updatedEvent", "currentEntity") ?? of("actionEvent", "body");
}
