/** Who may be written to: the newest word on each channel, and what forbids it whatever was said. */
import type { Channel } from "../event/snapshot.ts";
import type { Consent, Profile, Suppression } from "./profile.ts";

/** A later yes lifts an unsubscribe; it never lifts a bounce or a complaint, which say that mail does not arrive or is not wanted. */
export function withConsent(profile: Profile, channel: Channel, word: Consent): Profile {
  return settled(profile, channel, newestWord(profile.consent[channel], word), hard(profile.suppressed[channel]));
}

export function withSuppression(profile: Profile, channel: Channel, suppression: Suppression): Profile {
  return settled(profile, channel, profile.consent[channel], firstHard(hard(profile.suppressed[channel]), suppression));
}

/** What two customers who are one have said, and what forbids to write to either. */
export function mergeConsent(kept: Profile, gone: Profile): Pick<Profile, "consent" | "suppressed"> {
  let merged = kept;
  for (const channel of new Set([...Object.keys(gone.consent), ...Object.keys(gone.suppressed)]) as Set<Channel>) {
    const forbidden = firstHard(hard(merged.suppressed[channel]), hard(gone.suppressed[channel]));
    merged = settled(merged, channel, newestWord(merged.consent[channel], gone.consent[channel]), forbidden);
  }
  return { consent: merged.consent, suppressed: merged.suppressed };
}

function settled(profile: Profile, channel: Channel, word: Consent | undefined, forbidden: Suppression | undefined): Profile {
  const { [channel]: _known, ...others } = profile.suppressed;
  const suppression = forbidden ?? (word?.granted === false ? { reason: "unsubscribed" as const, at: word.at } : undefined);
  return {
    ...profile,
    ...(word && { consent: { ...profile.consent, [channel]: word } }),
    suppressed: suppression ? { ...others, [channel]: suppression } : others,
  };
}

/** Of two words of one moment the no, and of two alike the one whose source sorts first: order of arrival does not matter. */
function newestWord(a: Consent | undefined, b: Consent | undefined): Consent | undefined {
  if (!a || !b) return a ?? b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  if (a.granted !== b.granted) return a.granted ? b : a;
  return a.source <= b.source ? a : b;
}

function hard(suppression: Suppression | undefined): Suppression | undefined {
  return suppression?.reason === "unsubscribed" ? undefined : suppression;
}

/** The first is the fact; what came after it says no more. */
function firstHard(a: Suppression | undefined, b: Suppression | undefined): Suppression | undefined {
  if (!a || !b) return a ?? b;
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return a.reason <= b.reason ? a : b;
}
