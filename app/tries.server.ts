/** How often something was tried lately, in the memory of this process: enough to make guessing hopeless, and gone with it. */
import { createHash } from "node:crypto";
import { MINUTE } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";

const WINDOW = 15 * MINUTE;
const MOST = 10;
/** Of what is counted at one time; the oldest makes room. */
const KEPT = 50_000;

export type Tries = {
  /** Counts one more try under each of these names. @returns whether none of them had ten in the last quarter of an hour */
  take(names: readonly string[]): boolean;
};

/** A count of its own, empty. */
export function createTries(now: () => Instant): Tries {
  const counted = new Map<string, { tries: number; readonly until: Instant }>();
  const next = (name: string): number => {
    // Names hold addresses of people, which have no business here.
    const key = createHash("sha256").update(name).digest("base64");
    let found = counted.get(key);
    if (!found || found.until <= now()) {
      counted.delete(key);
      counted.set(key, (found = { tries: 0, until: now() + WINDOW }));
    }
    return (found.tries += 1);
  };
  return {
    take(names) {
      const most = Math.max(0, ...names.map(next));
      for (const [key] of counted) {
        if (counted.size <= KEPT) break;
        counted.delete(key);
      }
      return most <= MOST;
    },
  };
}
