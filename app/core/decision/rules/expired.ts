import { DAY, formatInstant } from "../../shared/instant.ts";
import { PASS } from "../decision.ts";
import type { MessageRule } from "../decision.ts";

/** How long a marketing message may wait, unless its step says otherwise. */
export const EXPIRES = 7 * DAY;

/** Marketing whose moment is long over (a journey was paused, a server stood still) is not sent late. */
export const expired: MessageRule = {
  id: "expired",
  words: "Marketing whose moment is over is not sent late.",
  check({ class: kind, since, expiresAt, now }) {
    if (kind === "transactional") return { verdict: PASS, saw: () => ({}) };
    const saw = (): Record<string, unknown> => ({ since: formatInstant(since), expiresAt: formatInstant(expiresAt) });
    if (now <= expiresAt) return { verdict: PASS, saw };
    return { verdict: { kind: "drop", reason: "The moment for this message was over before it could go." }, saw };
  },
};
