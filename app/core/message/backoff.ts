/** When to try again what a mail server put off. */
import { HOUR, MINUTE } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";

/**
 * The first waits let greylisting pass (servers ask for 1 to 30 minutes), the later ones an outage of
 * a day. RFC 5321 4.5.4.1 asks for at least 30 minutes between tries of one host after the first ones,
 * and to go on for days; a thank-you older than a day is no longer one.
 */
export const RETRY_DELAYS: readonly number[] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR];

/**
 * The moment of the next try after `attempts` tries (1 or more) were put off.
 *
 * @returns null when it is time to give up
 */
export function nextAttemptAt(attempts: number, now: Instant): Instant | null {
  const delay = RETRY_DELAYS[Math.max(1, attempts) - 1];
  return delay === undefined ? null : now + delay;
}
