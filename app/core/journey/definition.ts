/**
 * The language of journeys: a versioned graph of steps as plain JSON, checked by this schema and by the
 * graph checks in check.ts, the same in browser and server.
 */
import { z } from "zod";
import { eventData } from "../event/canonical-event.ts";
import type { EventType } from "../event/canonical-event.ts";
import { conditionSchema, durationSchema } from "./condition.ts";
import { stepId, stepSchema, words } from "./step.ts";

export { stepSchema } from "./step.ts";
export type { ActionStep, MessageStep, Moment, Step } from "./step.ts";

const eventType = z.enum(Object.keys(eventData) as [EventType, ...EventType[]]);

const trigger = z.strictObject({
  id: stepId,
  events: z.array(eventType).min(1),
  where: conditionSchema.optional(),
  /** A second chance (a late payment after the order): a refusal is not logged again. */
  quiet: z.boolean().optional(),
});

/** A condition watched at every step; with `events`, only when one of them happens. */
const watched = { events: z.array(eventType).min(1).optional(), when: conditionSchema, reason: words };

export const definitionSchema = z.strictObject({
  /** Version of this language; a stored definition is read by the rules it was written under. */
  schema: z.literal(2),
  key: z.string().regex(/^[a-z][a-z0-9_]*$/, "a journey's key is lower case letters, digits and underscores"),
  name: words,
  /** For the merchant. */
  about: z.strictObject({ does: z.string().max(1000), who: z.string().max(1000), never: z.string().max(1000) }),
  /** Which journey's message goes first when several want the same moment: higher first. */
  priority: z.number().int().min(0).max(100),
  trigger: z.strictObject({
    any: z.array(trigger).min(1),
    requires: z.array(z.strictObject({ id: stepId, when: conditionSchema, otherwise: words, silent: z.boolean().optional() })),
    /** Asked once at the start and kept: whether this is the customer's first order. */
    firstTime: conditionSchema.optional(),
  }),
  /** What one walk is about: an order, one product of an order, the customer, or the reason (the trigger) that started it. */
  per: z.enum(["order", "product", "customer", "reason"]),
  /** Once for what it is about, or again this long after the last walk began. */
  reentry: z.union([z.literal("once"), z.strictObject({ after: durationSchema })]),
  /** The event that ends it as a success. */
  goal: z.strictObject({ events: z.array(eventType).min(1), when: conditionSchema.optional(), words }).optional(),
  exit: z.array(
    z.strictObject({
      ...watched,
      /** What is queued about the order still goes: the order stands, only the rest of the walk is over. */
      keepsTransactional: z.boolean().optional(),
    }),
  ),
  /** Something that sends the walk another way, wherever it stands, at most once each: a visit to the returns page. */
  turns: z.array(z.strictObject({ id: stepId, ...watched, to: stepId })).default([]),
  /** While one of these holds, the walk stays where it is. */
  hold: z.array(z.strictObject({ id: stepId, when: conditionSchema, reason: words })).default([]),
  /** The merchant's own words for its messages: a code, a reward. Variables of their contents. */
  texts: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, "a text's name is letters and digits, at most 40"), z.string().max(200)).default({}),
  start: stepId,
  steps: z.record(stepId, stepSchema).refine((steps) => Object.keys(steps).length <= 200, "a journey has at most 200 steps"),
});

export type Definition = z.infer<typeof definitionSchema>;
