/**
 * The profile that a call of the tracking API is about. The key such calls carry stands in the shop's pages for
 * everyone to read, so what they say of a person is believed only as far as it can do no harm: it never changes where
 * a customer's mail goes, and never makes two people one.
 */
import type { Behaviour } from "../core/behaviour/behaviour.ts";
import type { CustomerHint } from "../core/event/snapshot.ts";
import { applyContact, including, phoneJoins } from "../core/profile/identity.ts";
import type { Identity } from "../core/profile/identity.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Instant } from "../core/shared/instant.ts";
import { mergeInto, newProfile } from "./resolve-profile.ts";
import { identityKey } from "./working-set.ts";
import type { WorkingSet } from "./working-set.ts";

/** The identities of a call, strongest first; the device's own is not among them. */
function personsOf({ hint, userId }: Behaviour): Identity[] {
  const { ref, email, phone } = hint;
  return [...one("ref", ref), ...one("email", email), ...one("user", userId), ...one("phone", phone)];
}

function deviceOf({ anonymousId }: Behaviour): Identity[] {
  return one("anonymous", anonymousId);
}

/** Every identity whose profile a call may touch. */
export function identitiesOfCall(call: Behaviour): Identity[] {
  return [...personsOf(call), ...deviceOf(call)];
}

/** Finds or makes the profile, and links the device to it: from now on it is this person's. */
export function resolveVisitor(work: WorkingSet, call: Behaviour, now: Instant): Profile {
  const [device] = deviceOf(call);
  let profile = resolvePerson(work, call, now);
  const seen = device ? work.profileOf(device) : null;
  if (profile) {
    // A shared device moves to whoever uses it now; only what a stranger did on it becomes theirs.
    if (seen && seen.id !== profile.id && isStranger(seen)) profile = mergeInto(work, profile, seen, identitiesOfCall(call), now);
  } else if (device) {
    const carried = call.carried === null ? null : (work.profiles.get(work.survivor(call.carried)) ?? null);
    // A forwarded message must not make its sender and its reader one: someone we know stays who they are.
    if (carried && (!seen || isStranger(seen))) profile = seen && seen.id !== carried.id ? mergeInto(work, carried, seen, [device], now) : carried;
    else profile = seen ?? newProfile(work, [device]);
  } else {
    throw new Error("a call without any identity has no profile");
  }
  work.profiles.set(profile.id, profile);
  if (device) work.identities.set(identityKey(device), profile.id);
  return profile;
}

function resolvePerson(work: WorkingSet, call: Behaviour, now: Instant): Profile | null {
  // A stranger must not take the number of an account that is yet to come.
  const persons = personsOf(call).filter((identity) => call.trusted || identity.kind !== "ref" || work.profileOf(identity));
  const [strongest] = persons;
  if (!strongest) return null;
  let found: Profile | null = null;
  for (const identity of persons) {
    const owner = work.profileOf(identity);
    if (!owner || owner.id === found?.id || (identity.kind === "phone" && !phoneJoins(call.hint, owner))) continue;
    if (found === null) found = owner;
    else if (maySame(found, owner, call.trusted)) found = mergeInto(work, found, owner, persons, now);
  }
  let profile: Profile = found ?? newProfile(work, persons);
  work.profiles.set(profile.id, profile);
  const contact = believed(call, profile);
  for (const identity of persons) {
    // Whose sign-in it is, the shop's server knows; a page may only tell what was not known.
    if (work.profileOf(identity) && !(call.trusted && identity.kind === "user")) continue;
    if ((identity.kind === "email" && contact.email === null) || (identity.kind === "phone" && contact.phone === null)) continue;
    work.identities.set(identityKey(identity), profile.id);
  }
  profile = applyContact(profile, contact, call.at);
  if (call.userId !== null && ownerId(work, "user", call.userId) === profile.id) profile = { ...profile, users: including(profile.users, call.userId) };
  return profile;
}

/** What of a call's contact details is taken over. Those the shop's own server sends all are. */
function believed(call: Behaviour, profile: Profile): CustomerHint {
  const { hint, trusted } = call;
  if (trusted) return hint;
  const isCustomer = profile.refs.length > 0 || profile.counts.orders > 0;
  const mayReach = !isCustomer && (profile.emails.length === 0 || (hint.email !== null && profile.emails.includes(hint.email)));
  return {
    ref: null, address: null,
    email: mayReach ? hint.email : null,
    // Beside an address that anyone can type, a number would be where someone else's messages go.
    phone: mayReach && hint.email === null && profile.emails.length === 0 ? hint.phone : null,
    firstName: isCustomer ? null : hint.firstName,
    lastName: isCustomer ? null : hint.lastName,
    locale: isCustomer ? null : hint.locale,
  };
}

/** Whether two profiles that one call names may be one customer: never when they contradict each other. */
function maySame(a: Profile, b: Profile, trusted: boolean): boolean {
  if (apart(a.emails, b.emails) || apart(a.refs, b.refs) || apart(a.users, b.users)) return false;
  return trusted || isUnreachable(a) || isUnreachable(b);
}

function apart(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((value) => b.includes(value));
}

function isUnreachable(profile: Profile): boolean {
  return profile.refs.length + profile.emails.length + profile.phones.length + profile.counts.orders === 0;
}

/** A device whose user has not said who they are. */
function isStranger(profile: Profile): boolean {
  return isUnreachable(profile) && profile.users.length === 0;
}

function ownerId(work: WorkingSet, kind: Identity["kind"], value: string): string | null {
  return work.profileOf({ kind, value })?.id ?? null;
}

function one(kind: Identity["kind"], value: string | null): Identity[] {
  return value === null ? [] : [{ kind, value }];
}
