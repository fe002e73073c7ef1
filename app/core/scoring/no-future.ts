import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";

/** Training rows were made from a profile that already knew what was to be predicted. */
export class FutureInSample extends Error {
  override readonly name = "FutureInSample";
}

/**
 * Holds a training row to its promise that nothing after the cut went into it: a feature that knows the future scores
 * well in every test and is worthless live.
 *
 * @throws FutureInSample naming what in the profile is later than the cut
 */
export function assertNoFuture(profile: Profile, cut: Instant): void {
  const late = laterThan(profile, cut);
  if (late === null) return;
  throw new FutureInSample(`a training row as of ${new Date(cut).toISOString()} was made from a profile that knows ${late.what} at ${new Date(late.at).toISOString()}`);
}

type Late = { readonly what: string; readonly at: Instant };

function laterThan(profile: Profile, cut: Instant): Late | null {
  const order = profile.orders.at(-1);
  const moments: readonly (readonly [what: string, at: Instant | null | undefined])[] = [
    [`order ${order?.ref}`, order?.at],
    ["lastOrderAt", profile.lastOrderAt],
    ["lastSeenAt", profile.lastSeenAt],
    ["satisfaction", profile.satisfaction?.at],
    ["messages.lastMarketingAt", profile.messages.lastMarketingAt],
  ];
  for (const [what, at] of moments) if (at !== null && at !== undefined && at > cut) return { what, at };
  for (const kind in profile.activity) {
    const at = profile.activity[kind]?.at(-1)?.[0];
    if (at !== undefined && at > cut) return { what: `activity ${kind}`, at };
  }
  for (const ref in profile.bought) {
    const at = profile.bought[ref]?.at(-1)?.[0];
    if (at !== undefined && at > cut) return { what: `a purchase of ${ref}`, at };
  }
  for (const ref in profile.issues) {
    const issue = profile.issues[ref];
    const at = Math.max(issue?.openedAt ?? 0, issue?.closedAt ?? 0);
    if (at > cut) return { what: `issue ${ref}`, at };
  }
  return null;
}
