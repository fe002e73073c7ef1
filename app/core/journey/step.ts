/** The kinds of step a journey is made of. */
import { z } from "zod";
import { eventData } from "../event/canonical-event.ts";
import type { EventType } from "../event/canonical-event.ts";
import { LONGEST_SUBJECT } from "../message/content/subject-length.ts";
import { LANGUAGES } from "../message/locale.ts";
import { conditionSchema, durationSchema } from "./condition.ts";

export const stepId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "a name is lower case letters, digits and underscores, at most 40");
export const words = z.string().min(1).max(200);
const eventType = z.enum(Object.keys(eventData) as [EventType, ...EventType[]]);
const label = { label: words };
const next = { next: stepId };

const message = z.strictObject({
  kind: z.literal("message"),
  ...label,
  /** Ways it may go, in the order of preference where nothing else decides. */
  channels: z.array(z.enum(["email", "sms", "whatsapp", "push"])).min(1),
  class: z.enum(["transactional", "marketing"]),
  /** Key in the content catalog: "welcome.first". */
  content: z.string(),
  /** The merchant's own subject lines, by language, in place of its content's. Liquid; by e-mail only. */
  subjects: z.partialRecord(z.enum(LANGUAGES), z.string().min(1).max(LONGEST_SUBJECT)).optional(),
  /** What it says beyond its content, so that it is not said twice: "offer:back10". The walk's product is added by itself. */
  says: z.array(z.string().max(100)).max(10).optional(),
  /** Waits up to a day for the hour this customer reads at. */
  timing: z.literal("best_hour").optional(),
  /** News of an open matter (a reply to a visit to the returns page), not promotion: open issues do not hold it. */
  supports: z.boolean().optional(),
  /** Held longer than this, it is dropped: its moment is over. Seven days when left out. */
  expires: durationSchema.optional(),
  ...next,
  /** Where the walk goes when the message is dropped; `next` when left out. */
  onDrop: stepId.optional(),
});

const waitFor = z.strictObject({
  kind: z.literal("waitFor"),
  ...label,
  events: z.array(eventType).min(1),
  where: conditionSchema.optional(),
  /** Counts what already happened about this walk before the step began. */
  orEarlier: z.boolean().optional(),
  atMost: durationSchema,
  ...next,
  onTimeout: stepId,
});

/**
 * Moments that are not a plain wait. `sinceStart`: counted from the order. `delivered`: when everything has
 * arrived, and so long after. `runOut`: when the walk's product is likely used up, less `before`. `drift`: when
 * the customer's usual gap times `factor` has passed since the last order. `bestHour`: the hour they read at.
 * `sooner`/`later` shift by the customer's engagement.
 */
const moment = z.union([
  z.strictObject({ sinceStart: durationSchema }),
  z.strictObject({ delivered: durationSchema, sooner: durationSchema.optional(), later: durationSchema.optional() }),
  z.strictObject({ runOut: z.literal(true), before: durationSchema.optional() }),
  z.strictObject({ drift: z.number().min(0.5).max(10) }),
  z.strictObject({ bestHour: z.literal(true) }),
]);
export type Moment = z.infer<typeof moment>;

/** A moment already past is now. `atMost`, counted from the step's beginning, bounds a moment that is not known yet. */
const waitUntil = z.strictObject({ kind: z.literal("waitUntil"), ...label, moment, ...next, atMost: durationSchema.optional(), onTimeout: stepId.optional() });

const split = z.strictObject({
  kind: z.literal("split"),
  ...label,
  /** Shares are weights: 1 and 1 are halves. */
  arms: z.array(z.strictObject({ id: stepId, label: words, weight: z.number().positive().max(1000), ...next })).min(1).max(10),
  /** This share (0–0.5) goes this way without what the arms do: what they are measured against. */
  holdout: z.strictObject({ share: z.number().positive().max(0.5), ...next }).optional(),
  /** Once a week the arms' shares follow what they brought: clicks on the walk's messages (on theirs alone, where arms differ in nothing but a subject line), or orders. The weights hold until something is known. */
  learn: z.strictObject({ goal: z.enum(["clicked", "ordered"]) }).optional(),
});

const action = z.strictObject({
  kind: z.literal("action"),
  ...label,
  action: z.discriminatedUnion("do", [
    /** Something for a person at the shop. */
    z.strictObject({ do: z.literal("task"), title: words }),
    z.strictObject({ do: z.literal("tag"), tag: z.string().min(1).max(60) }),
    z.strictObject({ do: z.literal("loyalty_join") }),
    /** Makes the customer's own referral code. */
    z.strictObject({ do: z.literal("referral_code") }),
    z.strictObject({ do: z.literal("discount_code"), percent: z.number().int().min(1).max(90) }),
    z.strictObject({ do: z.literal("webhook"), url: z.url({ protocol: /^https$/ }) }),
  ]),
  ...next,
});

export const stepSchema = z.discriminatedUnion("kind", [
  message,
  z.strictObject({ kind: z.literal("wait"), ...label, duration: durationSchema, ...next }),
  waitFor,
  waitUntil,
  z.strictObject({ kind: z.literal("branch"), ...label, cases: z.array(z.strictObject({ when: conditionSchema, ...next })).min(1).max(20), otherwise: stepId }),
  split,
  action,
  /** Goes back to where a turn took the walk from. */
  z.strictObject({ kind: z.literal("back"), ...label }),
  /** With `goal`, coming here is what the journey is for. */
  z.strictObject({ kind: z.literal("end"), ...label, goal: z.boolean().optional() }),
]);

export type Step = z.infer<typeof stepSchema>;
export type MessageStep = Extract<Step, { kind: "message" }>;
export type ActionStep = Extract<Step, { kind: "action" }>;
