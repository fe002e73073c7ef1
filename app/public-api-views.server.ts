/** How things look in the public API: camelCase, times in ISO 8601 UTC, money in minor units beside its currency. */
import type { Decision } from "./core/decision/decision.ts";
import { isRecordedOnly } from "./core/message/recorded.ts";
import { openIssues } from "./core/profile/issues.ts";
import { displayName } from "./core/profile/profile.ts";
import type { Profile } from "./core/profile/profile.ts";
import { formatInstant } from "./core/shared/instant.ts";
import type { DeliveryRow } from "./models/delivery.ts";
import type { RecordedEvent } from "./models/event.ts";
import type { MessageRow } from "./models/message.ts";

function time(at: number | null): string | null {
  return at === null ? null : formatInstant(at);
}

export function customerView(profile: Profile) {
  const { refs, emails, phones, counts, consent, suppressed } = profile;
  return {
    id: profile.id,
    name: displayName(profile),
    firstName: profile.name?.value.first ?? null,
    lastName: profile.name?.value.last ?? null,
    email: profile.email?.value ?? null,
    phone: profile.phone?.value ?? null,
    identities: { platformIds: refs, emails, phones },
    locale: profile.locale?.value ?? null,
    timeZone: profile.timeZone,
    address: profile.address?.value ?? null,
    orders: counts.orders,
    counts,
    spend: Object.entries(profile.spend).map(([currency, amount]) => ({ amount, currency })),
    firstOrderAt: time(profile.firstOrderAt),
    lastOrderAt: time(profile.lastOrderAt),
    firstSeenAt: time(profile.firstSeenAt),
    lastSeenAt: time(profile.lastSeenAt),
    consent: Object.fromEntries(Object.entries(consent).map(([channel, word]) => [channel, { ...word, at: formatInstant(word.at) }])),
    suppressed: Object.fromEntries(Object.entries(suppressed).map(([channel, why]) => [channel, { ...why, at: formatInstant(why.at) }])),
    satisfaction: profile.satisfaction && { score: profile.satisfaction.value.score, scale: profile.satisfaction.value.scale, at: formatInstant(profile.satisfaction.at) },
    open: { tickets: openIssues(profile.issues, "ticket").length, returns: openIssues(profile.issues, "return").length, tasks: openIssues(profile.issues, "task").length },
  };
}

export function eventView({ key, type, at, recordedAt, data }: RecordedEvent) {
  return { key, type, at: formatInstant(at), recordedAt: formatInstant(recordedAt), data };
}

export function decisionView({ profileId, ...decision }: Decision) {
  return { ...decision, customerId: profileId, at: formatInstant(decision.at), heldUntil: time(decision.heldUntil) };
}

export function messageView({ profileId, createdAt, sendAt, sentAt, openedAt, clickedAt, ...message }: MessageRow) {
  // Sent as far as its journey goes, by a channel that nothing leaves by yet.
  const recorded = isRecordedOnly(message);
  return { ...message, recorded, customerId: profileId, createdAt: formatInstant(createdAt), sendAt: time(sendAt), sentAt: time(sentAt), openedAt: time(openedAt), clickedAt: time(clickedAt) };
}

export function deliveryView({ receivedAt, processedAt, ...delivery }: DeliveryRow) {
  return { ...delivery, receivedAt: formatInstant(receivedAt), processedAt: time(processedAt) };
}
