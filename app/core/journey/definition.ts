/**
 * The language of journeys: a versioned graph of steps as plain JSON, checked by this schema and by the
 * graph checks in check.ts, the same in browser and server.
 */
import { z } from "zod";
import { eventData } from "../event/canonical-event.ts";
import type { EventType } from "../event/canonical-event.ts";
import { parseDuration } from "../shared/duration.ts";
import { conditionSchema } from "./condition.ts";

const eventType = z.enum(Object.keys(eventData) as [EventType, ...EventType[]]);
const stepId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "a step's name is lower case letters, digits and underscores");
const duration = z.string().refine((text) => parseDuration(text) !== null, "an ISO 8601 duration such as P3D or PT12H");
const words = z.string().min(1).max(200);

const next = { next: stepId };

export const stepSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("message"),
    label: words,
    channel: z.enum(["email"]),
    class: z.enum(["transactional", "marketing"]),
    /** Key in the content catalog: "welcome.first". */
    content: z.string(),
    ...next,
    /** Where the walk goes when the message is dropped; `next` when left out. */
    onDrop: stepId.optional(),
  }),
  z.strictObject({ kind: z.literal("wait"), label: words, duration, ...next }),
  z.strictObject({ kind: z.literal("waitFor"), label: words, events: z.array(eventType).min(1), where: conditionSchema.optional(), atMost: duration, ...next, onTimeout: stepId }),
  /** A moment counted from the start of the walk; a moment already past is now. */
  z.strictObject({ kind: z.literal("waitUntil"), label: words, sinceStart: duration, ...next }),
  z.strictObject({ kind: z.literal("branch"), label: words, cases: z.array(z.strictObject({ when: conditionSchema, ...next })).min(1), otherwise: stepId }),
  z.strictObject({ kind: z.literal("end"), label: words }),
]);

export const definitionSchema = z.strictObject({
  /** Version of this language; a stored definition is read by the rules it was written under. */
  schema: z.literal(1),
  key: z.string().regex(/^[a-z][a-z0-9_]*$/),
  name: words,
  /** For the merchant: what it does, who enters, what it will never do. */
  about: z.string(),
  trigger: z.strictObject({
    /** The first is the usual one: only its refusals are logged. Others give an order a second chance (a late payment). */
    events: z.array(eventType).min(1),
    requires: z.array(z.strictObject({ id: stepId, when: conditionSchema, otherwise: words, silent: z.boolean().optional() })),
    /** Asked once at the start and kept: whether this is the customer's first order. */
    firstTime: conditionSchema,
  }),
  /** One walk per order, so a second order may start its own. */
  reentry: z.literal("per_order"),
  exit: z.array(
    z.strictObject({
      events: z.array(eventType).min(1),
      when: conditionSchema,
      reason: words,
      /** What is queued about the order still goes: the order stands, only the rest of the walk is over. */
      keepsTransactional: z.boolean().optional(),
    }),
  ),
  start: stepId,
  steps: z.record(stepId, stepSchema),
});

export type Step = z.infer<typeof stepSchema>;
export type Definition = z.infer<typeof definitionSchema>;
export type MessageStep = Extract<Step, { kind: "message" }>;
