/** A journey's steps, ways and watches as sentences. */
import { waysOut } from "../../core/journey/check.ts";
import type { Condition } from "../../core/journey/condition.ts";
import type { Definition, Moment, Step } from "../../core/journey/definition.ts";
import type { ActionStep } from "../../core/journey/step.ts";
import { conditionWords } from "./condition-words.ts";
import { durationWords } from "./duration-words.ts";
import { channelWord } from "./event-words.ts";
import { eventTypesWords } from "./event-type-words.ts";
import { CLASS_WORDS } from "./status-words.ts";

export const KIND_WORDS: Readonly<Record<Step["kind"], string>> = {
  message: "Message", wait: "Wait", waitFor: "Wait for", waitUntil: "Wait until", branch: "Which way", split: "Split", action: "Action", back: "Back", end: "End",
};

/** What a step does, one sentence each. */
export function stepLines(step: Step, currency: string): string[] {
  switch (step.kind) {
    case "message":
      return [
        ...Object.values(step.subjects ?? {}).map((subject) => `Subject: “${subject}”.`),
        `${(CLASS_WORDS[step.class] ?? step.class)}, by ${step.channels.map(channelWord).join(", else ")}.`,
        ...(step.timing === "best_hour" ? ["Waits up to a day for the hour this customer reads at."] : []),
        ...(step.supports ? ["Goes out while a support matter is open, too: it answers it."] : []),
        ...(step.expires ? [`Held for longer than ${durationWords(step.expires)}, it is not sent any more.`] : []),
      ];
    case "wait":
      return [`${durationWords(step.duration)}.`];
    case "waitFor":
      return [
        `Until ${eventTypesWords(step.events)}; at most ${durationWords(step.atMost)}.`,
        ...(step.where ? [`Counts only if ${conditionWords(step.where, currency)}.`] : []),
        ...(step.orEarlier ? ["If it has happened before, nobody waits."] : []),
      ];
    case "waitUntil":
      return [`${sentence(momentWords(step.moment))}${step.atMost ? `; at most ${durationWords(step.atMost)}` : ""}.`];
    case "action":
      return [actionWords(step.action)];
    case "back":
      return ["Goes on where the customer stood before."];
    case "end":
      return step.goal ? ["This is what the journey is for."] : [];
    case "split":
      return step.learn ? [`Learns: once a week the way that brings more ${step.learn.goal === "clicked" ? "clicks" : "orders"} gets more customers.`] : [];
    case "branch":
      return [];
  }
}

export function momentWords(moment: Moment): string {
  if ("sinceStart" in moment) return `${durationWords(moment.sinceStart)} after the start`;
  if ("bestHour" in moment) return "the hour this customer reads at";
  if ("drift" in moment) return `${moment.drift} times the customer's usual gap between orders after the last one`;
  if ("runOut" in moment) return moment.before ? `${durationWords(moment.before)} before the product is likely used up` : "the product is likely used up";
  const shifts = [moment.sooner && `${durationWords(moment.sooner)} for those who read and click`, moment.later && `${durationWords(moment.later)} for the quiet`].filter(Boolean);
  return `${durationWords(moment.delivered)} after everything arrived${shifts.length > 0 ? ` (${shifts.join(", ")})` : ""}`;
}

function actionWords(action: ActionStep["action"]): string {
  switch (action.do) {
    case "task":
      return `A task for your team: “${action.title}”.`;
    case "tag":
      return `Tags the customer “${action.tag}” in your shop.`;
    case "loyalty_join":
      return "Signs the customer up for your loyalty programme.";
    case "referral_code":
      return "Makes the customer's own code for recommending your shop.";
    case "discount_code":
      return `Makes a discount code of ${action.percent} %.`;
    case "webhook":
      return `Tells ${new URL(action.url).host}.`;
  }
}

/** The way out of a step, as what must be so for it; null where there is only one. */
export type Way = { readonly to: string; readonly words: string; /** Of a split: 0–1. */ readonly share: number | null };

/** The ways out of a step in the order they are asked. The first of a waiting step or a message is its main one. */
export function waysWords(step: Step, currency: string): Way[] {
  const way = (to: string, words: string, share: number | null = null): Way => ({ to, words, share });
  switch (step.kind) {
    case "branch":
      return [...step.cases.map((one, index) => way(one.next, `${index === 0 ? "If" : "Else if"} ${conditionWords(one.when, currency)}`)), way(step.otherwise, "Otherwise")];
    case "split": {
      const total = step.arms.reduce((sum, arm) => sum + arm.weight, 0);
      const rest = 1 - (step.holdout?.share ?? 0);
      return [...step.arms.map((arm) => way(arm.next, arm.label, step.learn ? null : (arm.weight / total) * rest)), ...(step.holdout ? [way(step.holdout.next, "Comparison group: left out", step.holdout.share)] : [])];
    }
    case "waitFor":
      return [way(step.next, "When it happens"), way(step.onTimeout, `If it does not happen within ${durationWords(step.atMost)}`)];
    case "waitUntil":
      return [way(step.next, ""), ...(step.onTimeout ? [way(step.onTimeout, `If the moment does not come within ${durationWords(step.atMost ?? "")}`)] : [])];
    case "message":
      return [way(step.next, ""), ...(step.onDrop ? [way(step.onDrop, "If it may not be sent")] : [])];
    default:
      return waysOut(step).map(({ to }) => way(to, ""));
  }
}

/** What starts a journey, ends it, holds it and turns it, as sentences. */
export function watchWords(definition: Definition, currency: string) {
  // That it is about this very order goes without saying, and the reason has said what happened.
  const when = (events: readonly string[] | undefined, condition: Condition): string => {
    const asked = conditionWords(withoutThisOrder(condition), currency);
    if (events && asked === "always") return "";
    return events ? `When ${eventTypesWords(events)}, if ${asked}.` : `As soon as ${asked}.`;
  };
  return {
    starts: definition.trigger.any.map((one) => `${sentence(eventTypesWords(one.events))}${one.where ? `, if ${conditionWords(one.where, currency)}` : ""}.`),
    onlyIf: definition.trigger.requires.map((one) => ({ words: `${sentence(conditionWords(one.when, currency))}.`, otherwise: `Else nothing starts: ${one.otherwise}` })),
    again: againWords(definition),
    goal: definition.goal ? { words: definition.goal.words, when: when(definition.goal.events, definition.goal.when ?? { all: [] }) } : null,
    exits: definition.exit.map((one) => ({ words: one.reason, when: when(one.events, one.when) })),
    holds: definition.hold.map((one) => ({ words: one.reason, when: `While ${conditionWords(one.when, currency)}.` })),
    turns: definition.turns.map((one) => ({ words: one.reason, when: when(one.events, one.when), to: one.to })),
  };
}

const ABOUT = { order: "order", product: "product of an order", customer: "customer", reason: "customer and reason" } as const;

function withoutThisOrder(condition: Condition): Condition {
  if (!("all" in condition)) return isThisOrder(condition) ? { all: [] } : condition;
  return { all: condition.all.filter((part) => !isThisOrder(part)) };
}

function isThisOrder(condition: Condition): boolean {
  return "fact" in condition && condition.fact === "event.isThisOrder" && condition.value === true;
}

function againWords({ per, reentry }: Definition): string {
  return reentry === "once" || per === "order" || per === "product" ? `Once for each ${ABOUT[per]}.` : `One walk at a time for each ${ABOUT[per]}, and again ${durationWords(reentry.after)} after the last one began.`;
}

export function sentence(text: string): string {
  return text.replace(/^./, (first) => first.toUpperCase());
}
