/** Who is who: the identities a record carries, and when two profiles are one customer. */
import type { CustomerHint } from "../event/snapshot.ts";
import { canonicalJson } from "../shared/canonical.ts";
import type { Instant } from "../shared/instant.ts";
import { timeZoneOf } from "../shared/time-zone.ts";
import type { Profile, Stamped } from "./profile.ts";

/** "user" is an id of the shop's own website, "anonymous" one of a browser or app before its user is known. */
export type IdentityKind = "ref" | "email" | "user" | "phone" | "order" | "anonymous";
export type Identity = { readonly kind: IdentityKind; readonly value: string };

/**
 * The identities of a record, strongest first. An order that names nobody is its own identity, so that
 * its customer can still be shown and later be joined to a real one.
 */
export function identitiesOf(hint: CustomerHint, orderRef: string | null): Identity[] {
  const found: Identity[] = [];
  if (hint.ref) found.push({ kind: "ref", value: hint.ref });
  if (hint.email) found.push({ kind: "email", value: hint.email });
  if (hint.phone) found.push({ kind: "phone", value: hint.phone });
  if (found.length === 0 && orderRef) found.push({ kind: "order", value: orderRef });
  return found;
}

/**
 * Whether a phone number may make a record and a profile one customer. A number is shared in families
 * and typed at tills, so it never joins two people who have given different e-mail addresses.
 */
export function phoneJoins(hint: { readonly email: string | null }, profile: Profile): boolean {
  return hint.email === null || profile.emails.length === 0 || profile.emails.includes(hint.email);
}

/** The profile with the contact details of a record that was true at `at`. */
export function applyContact(profile: Profile, hint: CustomerHint, at: Instant): Profile {
  const name = hint.firstName || hint.lastName ? { first: hint.firstName, last: hint.lastName } : null;
  const address = newest(profile.address, hint.address?.country ? hint.address : null, at);
  return {
    ...profile,
    refs: including(profile.refs, hint.ref),
    emails: including(profile.emails, hint.email),
    phones: including(profile.phones, hint.phone),
    name: newest(profile.name, name, at),
    email: newest(profile.email, hint.email, at),
    phone: newest(profile.phone, hint.phone, at),
    locale: newest(profile.locale, hint.locale, at),
    address,
    timeZone: address === profile.address ? profile.timeZone : timeZoneOf(address?.value ?? null),
  };
}

/** Bounds the row: no honest customer has more of anything. The least are kept, so that order does not matter. */
const MOST_VALUES = 50;

export function including(values: readonly string[], value: string | null): readonly string[] {
  return value === null || values.includes(value) ? values : [...values, value].sort().slice(0, MOST_VALUES);
}

/** The newer of two stamped values; on a tie the greater text, so that order of arrival does not matter. */
export function newest<T>(known: Stamped<T> | null, value: T | null, at: Instant): Stamped<T> | null {
  if (value === null) return known;
  if (known && (known.at > at || (known.at === at && canonicalJson(known.value) >= canonicalJson(value)))) return known;
  return { value, at };
}
