/**
 * Trying out subject lines: one e-mail of a journey becomes a split that learns, with one message step for each subject,
 * and the ways join again after them. The first of them is the step there was, under its own id. The others' ids, and
 * those of the arms, come from their words: other words are another arm, which begins to be measured anew.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Subjects } from "../../message/content/own-subject.ts";
import { canonicalJson } from "../../shared/canonical.ts";
import type { Definition, MessageStep, Step } from "../definition.ts";
import { renamed, rewired } from "./rewire.ts";

export type LearnGoal = NonNullable<Extract<Step, { kind: "split" }>["learn"]>["goal"];

export type SubjectArm = { readonly id: string; readonly label: string; readonly step: string; /** Null: as its content has it. */ readonly subjects: Subjects | null };
/** `step` is the e-mail; its own arm comes first. */
export type SubjectTrial = { readonly step: string; readonly label: string; readonly split: string; readonly goal: LearnGoal; readonly arms: readonly SubjectArm[] };

/** Beside the one there is: with more, each would get too few customers to learn anything from. */
export const MOST_OTHERS = 2;

/** What is hoped for: orders where the journey is about an order to come, otherwise a click in the e-mail. */
export function goalOf({ goal }: Pick<Definition, "goal">): LearnGoal {
  return goal?.events.includes("order.placed") ? "ordered" : "clicked";
}

/** The trials of a definition: splits that learn, without a comparison group, between messages that differ in nothing but their subject. */
export function trialsOf(definition: Definition): SubjectTrial[] {
  return Object.entries(definition.steps).flatMap(([split, step]) => {
    if (step.kind !== "split" || !step.learn || step.holdout) return [];
    const arms = step.arms.flatMap(({ id, label, next }): (SubjectArm & { message: MessageStep })[] => {
      const message = definition.steps[next];
      return message?.kind === "message" && isEmail(message) ? [{ id, label, step: next, subjects: message.subjects ?? null, message }] : [];
    });
    const first = arms[0];
    if (!first || arms.length < 2 || arms.length < step.arms.length || new Set(arms.map((arm) => butForWords(arm.message))).size > 1) return [];
    return [{ step: first.step, label: first.message.label, split, goal: step.learn.goal, arms: arms.map(({ message: _message, ...arm }) => arm) }];
  });
}

/** The e-mails whose subject may be tried, those on trial among them. */
export function emailsOf(definition: Definition): string[] {
  const others = new Set(trialsOf(definition).flatMap(({ arms }) => arms.slice(1).map(({ step }) => step)));
  return Object.entries(definition.steps).flatMap(([id, step]) => (step.kind === "message" && isEmail(step) && !others.has(id) ? [id] : []));
}

/**
 * The definition with these subjects on trial beside the one the e-mail has; those that were on trial before and are not
 * among them no longer are. None: without a trial.
 *
 * @throws RangeError when there is no such e-mail, or there are too many
 */
export function withTrial(definition: Definition, stepId: string, others: readonly Subjects[]): Definition {
  const plain = withoutTrial(definition, stepId);
  const base = plain.steps[stepId];
  if (base?.kind !== "message" || !isEmail(base)) throw new RangeError(`there is no e-mail "${stepId}"`);
  if (others.length > MOST_OTHERS) throw new RangeError(`at most ${MOST_OTHERS} subjects can be tried beside the first`);
  if (others.length === 0) return plain;
  const taken = new Set(Object.keys(plain.steps));
  const split = freeId(taken, `try_${stepId}`);
  const arms = others.map((subjects) => {
    const id = armId(subjects);
    return { id, label: quoted(subjects), step: freeId(taken, `${stepId}_${id}`), subjects };
  });
  const wired = rewired(plain, stepId, split);
  const message = wired.steps[stepId] as MessageStep;
  const first = { id: base.subjects ? armId(base.subjects) : "ours", label: base.subjects ? quoted(base.subjects) : "The subject as it was", step: stepId };
  const steps: Definition["steps"] = {
    ...wired.steps,
    [split]: { kind: "split", label: cut(`Which subject: ${base.label}`, 200), learn: { goal: goalOf(definition) }, arms: [first, ...arms].map(({ id, label, step }) => ({ id, label, weight: 1, next: step })) },
    ...Object.fromEntries(arms.map(({ step, label, subjects }) => [step, { ...message, label: cut(`${base.label}: ${label}`, 200), subjects: { ...subjects } }])),
  };
  return renamed({ ...wired, steps }, (named) => (named.includes(stepId) ? [...named, ...arms.map(({ step }) => step)] : named));
}

/** The definition without the trial of this e-mail, if there is one; its subject is then that of the arm `keep`, or the one it had. */
export function withoutTrial(definition: Definition, stepId: string, keep?: string): Definition {
  const trial = trialsOf(definition).find(({ step }) => step === stepId);
  if (!trial) return definition;
  const gone = new Set([trial.split, ...trial.arms.slice(1).map(({ step }) => step)]);
  const kept = trial.arms.find(({ id }) => id === keep);
  const steps = Object.fromEntries(Object.entries(definition.steps).filter(([id]) => !gone.has(id)));
  const plain = rewired({ ...definition, steps }, trial.split, stepId);
  return renamed(kept ? withSubjects(plain, stepId, kept.subjects) : plain, (named) => (named.includes(stepId) ? named.filter((id) => !gone.has(id)) : named));
}

/** The definition with an e-mail's subject as the merchant wrote it, or (null) as its content has it. */
export function withSubjects(definition: Definition, stepId: string, subjects: Subjects | null): Definition {
  const step = definition.steps[stepId];
  if (step?.kind !== "message") return definition;
  const { subjects: _before, ...rest } = step;
  return { ...definition, steps: { ...definition.steps, [stepId]: subjects ? { ...rest, subjects: { ...subjects } } : rest } };
}

/** `to` with the merchant's subjects and trials of `from`, as far as it has those e-mails: other settings do not take them away. */
export function carryTrials(from: Definition, to: Definition): Definition {
  const trials = trialsOf(from);
  return emailsOf(from).reduce((made, id) => {
    const [step, there] = [from.steps[id], made.steps[id]];
    if (step?.kind !== "message" || there?.kind !== "message" || !isEmail(there)) return made;
    const own = step.subjects ? withSubjects(made, id, step.subjects) : made;
    const others = trials.find((trial) => trial.step === id)?.arms.slice(1).flatMap(({ subjects }) => subjects ?? []) ?? [];
    return withTrial(own, id, others);
  }, to);
}

function isEmail({ channels }: MessageStep): boolean {
  return channels.includes("email");
}

function butForWords({ label: _label, subjects: _subjects, ...rest }: MessageStep): string {
  return canonicalJson(rest);
}

function armId(subjects: Subjects): string {
  return `s${bytesToHex(sha256(utf8ToBytes(canonicalJson(subjects)))).slice(0, 8)}`;
}

function quoted(subjects: Subjects): string {
  return `“${cut(Object.values(subjects)[0] ?? "", 100)}”`;
}

/** Never between the halves of a letter. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** An id that is not taken yet, at most 40 characters: a long one keeps its end, which tells it from others. */
function freeId(taken: Set<string>, wanted: string): string {
  for (let count = 1; ; count++) {
    const ending = count === 1 ? "" : `_${count}`;
    const short = wanted.length + ending.length <= 40 ? wanted : `${wanted.slice(0, 20)}${wanted.slice(ending.length - 20)}`;
    const id = `${short}${ending}`;
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
