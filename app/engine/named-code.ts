/** A message that names a code leaves once the code works in the shop's checkout, and not before. */
import { HOUR, MINUTE } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";

/** What became of a code that a journey asked the shop for. "recorded": it is for the merchant to make by hand. */
export type NamedCode = {
  readonly code: string;
  readonly status: "pending" | "done" | "failed" | "recorded";
  readonly reason: string | null;
  /** When it is tried next. */
  readonly dueAt: Instant | null;
};

/** A message waits no longer for its code. */
export const CODE_PATIENCE = 6 * HOUR;

export type CodeObjection =
  | { readonly kind: "wait"; readonly until: Instant; readonly reason: string }
  | { readonly kind: "stopped"; readonly rule: "code"; readonly reason: string };

/** Whether a message that names this code must wait for it or be dropped; null when it may go. */
export function codeObjection(message: { readonly createdAt: Instant }, code: NamedCode, now: Instant): CodeObjection | null {
  if (code.status === "done" || code.status === "recorded") return null;
  const why = code.reason === null ? "" : ` ${code.reason}`;
  if (code.status === "failed") return { kind: "stopped", rule: "code", reason: `The code it names could not be made in the shop.${why}` };
  const deadline = message.createdAt + CODE_PATIENCE;
  if (now >= deadline) return { kind: "stopped", rule: "code", reason: `The code it names was not made in the shop within ${CODE_PATIENCE / HOUR} hours.${why}` };
  // A little after the next try, so that its answer is there.
  return { kind: "wait", until: Math.min(deadline, Math.max(now, code.dueAt ?? now) + MINUTE), reason: `Waiting for the code to be made in the shop.${why}` };
}

/** Whether what was written says the code, in whichever part. */
export function namesCode(written: { readonly subject: string | null; readonly html: string | null; readonly text: string }, code: string): boolean {
  return [written.subject, written.html, written.text].some((part) => part?.includes(code));
}
