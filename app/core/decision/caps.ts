/** How much marketing one customer gets, and when there is room again. */
import type { Channel } from "../event/snapshot.ts";
import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";

/** Oldest first. */
type Sent = Profile["messages"]["marketing"];

/** Marketing decided to go in the `window` before `now`, by one channel or (null) by any. */
export function sentWithin(marketing: Sent, channel: Channel | null, window: number, now: Instant): number {
  let count = 0;
  for (let index = marketing.length - 1; index >= 0; index--) {
    const [at, by] = marketing[index] as Sent[number];
    if (now - at >= window) break;
    if (at <= now && (channel === null || by === channel)) count++;
  }
  return count;
}

/**
 * When one more fits a limit of so many in `window` milliseconds: `now` when it does already, else the moment
 * enough of the earlier ones have left the window.
 *
 * @param limit 1 or more
 */
export function freeAt(marketing: Sent, channel: Channel | null, limit: number, window: number, now: Instant): Instant {
  let later = 0;
  for (let index = marketing.length - 1; index >= 0; index--) {
    const [at, by] = marketing[index] as Sent[number];
    if (now - at >= window) break;
    if (channel !== null && by !== channel) continue;
    if (++later === limit) return at + window;
  }
  return now;
}
