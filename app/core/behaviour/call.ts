/**
 * One call of Segment's tracking API as it arrives: what of it we read, checked, with the field named that is
 * wrong. Shapes: Segment's spec, "Common fields", track, identify, page and screen.
 */
import { z } from "zod";

export const CALL_TYPES = ["track", "identify", "page", "screen"] as const;
export type CallType = (typeof CALL_TYPES)[number];

/** What is wrong, for the developer of the shop: the field by its path, and a sentence. */
export type Problem = { readonly field: string; readonly problem: string };

/** Deeper than any real call; what is deeper only wants to break a reader. */
const DEEPEST = 30;
const ID = "must be text of 1 to 200 characters, or a number";
const MOMENT = "must be an ISO 8601 date and time with its zone, like 2026-03-01T09:30:00.000Z";

/** Null, "" and absent are one thing: Segment's libraries send all three. */
const blank = (value: unknown): unknown => (value === null || (typeof value === "string" && value.trim() === "") ? undefined : value);
const id = z.preprocess(
  (value) => (typeof value === "number" && Number.isFinite(value) ? String(value) : typeof value === "string" ? blank(value.trim()) : blank(value)),
  z.string(ID).max(200, ID).regex(/^[^\p{Cc}\p{Cs}]*$/u, "holds characters that cannot be kept").optional(),
);
const words = (max: number) => z.preprocess(blank, z.string("must be text").max(max, `must be at most ${max} characters long`).optional());
const moment = z.preprocess(blank, z.string(MOMENT).max(60, MOMENT).optional());
const object = z.preprocess(blank, z.record(z.string(), z.unknown(), "must be an object").optional());

const callSchema = z.object({
  messageId: id, userId: id, anonymousId: id,
  timestamp: moment, originalTimestamp: moment, sentAt: moment,
  event: words(200), name: words(500), category: words(200),
  properties: object, traits: object, context: object,
}, "must be an object");

export type Call = z.infer<typeof callSchema> & { readonly type: CallType };
export type CallRead = { readonly ok: true; readonly call: Call } | { readonly ok: false; readonly error: Problem };

/** Reads a call; `type` is the address's own where the address says it, else the call's. */
export function readCall(value: unknown, type: CallType | null): CallRead {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refused("", "The call must be a JSON object.");
  if (isDeeper(value, DEEPEST)) return refused("", `The call is nested more than ${DEEPEST} levels deep.`);
  const said = type ?? (value as { type?: unknown }).type;
  const known = CALL_TYPES.find((one) => one === said);
  if (!known) return refused("type", `\`type\` must be one of ${CALL_TYPES.join(", ")}.${said === "group" || said === "alias" ? ` Afterglow has no use for ${said} calls.` : ""}`);
  const read = callSchema.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    const field = issue?.path.join(".") ?? "";
    return refused(field, `\`${field}\` ${issue?.message ?? "cannot be read"}.`);
  }
  const call = { ...read.data, type: known };
  if (call.userId === undefined && call.anonymousId === undefined) return refused("userId", "A call must say who it is about: give `userId` or `anonymousId`.");
  if (known === "track" && call.event === undefined) return refused("event", "`event` must name what happened.");
  return { ok: true, call };
}

export function refused(field: string, problem: string): { readonly ok: false; readonly error: Problem } {
  return { ok: false, error: { field, problem } };
}

/** Looks no further down than `levels`, so that no depth can exhaust the stack. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeper(child, levels - 1));
}
