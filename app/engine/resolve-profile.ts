import { displayNameFor } from "./words.ts";
import { applyContact, identitiesOf, phoneJoins } from "../core/profile/identity.ts";
import type { Identity } from "../core/profile/identity.ts";
import { mergeProfiles } from "../core/profile/merge.ts";
import { emptyProfile } from "../core/profile/profile.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { CustomerHint } from "../core/event/snapshot.ts";
import type { Instant } from "../core/shared/instant.ts";
import { derivedId } from "../core/shared/keyed.ts";
import { leave } from "../core/journey/advance.ts";
import { apply, handleEvent } from "./handle-event.ts";
import { identityKey } from "./working-set.ts";
import type { WorkingSet } from "./working-set.ts";

/**
 * The profile a record belongs to: found by any of its identities, made when there is none, merged when they
 * name several. The record's contact details are applied as of `at`.
 */
export function resolveProfile(work: WorkingSet, hint: CustomerHint, orderRef: string | null, at: Instant, now: Instant): Profile {
  const identities = identitiesOf(hint, orderRef);
  const found = new Map<string, Profile>();
  for (const identity of identities) {
    const profile = work.profileOf(identity);
    if (profile && (identity.kind !== "phone" || phoneJoins(hint, profile))) found.set(profile.id, profile);
  }
  const owner = orderRef === null ? null : ownerOf(work, orderRef);
  // An order that named nobody until now brings its anonymous profile along.
  if (owner && (identities[0]?.kind === "order" || isAnonymous(owner))) found.set(owner.id, owner);
  const [first, ...others] = [...found.values()].sort((a, b) => (a.firstSeenAt ?? Infinity) - (b.firstSeenAt ?? Infinity) || (a.id < b.id ? -1 : 1));
  let profile = first ?? newProfile(work, identities);
  for (const other of others) profile = mergeInto(work, profile, other, identities, now);
  profile = applyContact(profile, hint, at);
  work.profiles.set(profile.id, profile);
  for (const identity of identities) link(work, identity, profile.id);
  return profile;
}

/** A phone number that is already another customer's stays theirs. */
function link(work: WorkingSet, identity: Identity, profileId: string): void {
  const key = identityKey(identity);
  const known = work.identities.get(key);
  if (known !== undefined && work.survivor(known) !== profileId && identity.kind === "phone") return;
  work.identities.set(key, profileId);
}

function ownerOf(work: WorkingSet, orderRef: string): Profile | null {
  const id = work.orders.get(orderRef)?.profileId;
  return id ? (work.profiles.get(work.survivor(id)) ?? null) : null;
}

function isAnonymous(profile: Profile): boolean {
  return profile.refs.length + profile.emails.length + profile.phones.length === 0;
}

/** Its id comes from the strongest identity, so that a replay makes the same one. */
export function newProfile(work: WorkingSet, identities: readonly Identity[]): Profile {
  const strongest = identities[0];
  if (!strongest) throw new Error("a record without any identity has no profile");
  return emptyProfile(derivedId(work.shop, "profile", strongest.kind, strongest.value));
}

/** Joins two profiles, moves what belongs to the one that goes, and tells the walks. */
export function mergeInto(work: WorkingSet, kept: Profile, gone: Profile, because: readonly Identity[], now: Instant): Profile {
  const profile = mergeProfiles(kept, gone);
  work.merge(gone.id, kept.id);
  work.profiles.set(kept.id, profile);
  for (const walk of work.openWalks(gone.id)) work.setEnrollment({ ...walk, profileId: kept.id });
  endDoubles(work, kept.id, now);
  const reason = because.map((identity) => displayNameFor(identity.kind)).join(", ");
  handleEvent(work, kept.id, { key: `profile:${gone.id}:merged:${kept.id}`, type: "profile.merged", at: now, data: { from: gone.id, because: reason } }, now);
  return work.profiles.get(kept.id) ?? profile;
}

/** Of two walks about the same customer for the same reason, the one that began first goes on. */
function endDoubles(work: WorkingSet, profileId: string, now: Instant): void {
  const begun = new Set<string>();
  for (const walk of work.openWalks(profileId)) {
    const { per } = work.definition(walk.journey, walk.version);
    if (per !== "customer" && per !== "reason") continue;
    const about = per === "reason" ? `${walk.journey}|${walk.trigger}` : walk.journey;
    if (!begun.has(about)) begun.add(about);
    else apply(work, leave(walk, "The customer turned out to be on this journey already.", false, { now, profile: work.profiles.get(profileId) as Profile }));
  }
}
