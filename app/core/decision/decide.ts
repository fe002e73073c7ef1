import type { Candidate, Verdict } from "./decision.ts";
import { address } from "./rules/address.ts";
import { consent } from "./rules/consent.ts";
import { frequencyCap } from "./rules/frequency-cap.ts";
import { quietHours } from "./rules/quiet-hours.ts";
import { suppression } from "./rules/suppression.ts";

/** Drops come before holds: what may never go must not wait. Quiet hours are last, so a hold by the cap ends awake. */
export const RULES = [address, suppression, consent, frequencyCap, quietHours] as const;

export type Decided = { readonly verdict: Verdict; readonly rule: string | null; readonly facts: Readonly<Record<string, unknown>> };

/**
 * Asks every rule in turn; the first that does not let the message pass decides. The facts hold what each
 * rule asked so far saw, by rule.
 */
export function decide(candidate: Candidate): Decided {
  const facts: Record<string, unknown> = {};
  for (const rule of RULES) {
    const { verdict, saw } = rule.check(candidate);
    facts[rule.id] = saw;
    if (verdict.kind !== "pass") return { verdict, rule: rule.id, facts };
  }
  return { verdict: { kind: "pass" }, rule: null, facts };
}
