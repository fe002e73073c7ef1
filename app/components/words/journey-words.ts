/** A journey's state and what a merchant can do to it, in plain words. */
import type { Controlled, JourneyStatus } from "../../models/journey-control.ts";
import type { StatusWord } from "./status-words.ts";

export const JOURNEY_WORDS: Readonly<Record<JourneyStatus, StatusWord>> = {
  live: { words: "Live", tone: "success", meaning: "New people enter, and everyone on it goes on." },
  paused: { words: "Paused", tone: "attention", meaning: "Everyone stays where they are, and nobody enters." },
  off: { words: "Off", tone: undefined, meaning: "Nobody enters. Who is on it goes on." },
  stopping: { words: "Stopping", tone: "warning", meaning: "Everyone on it is being ended." },
};

export const WALK_WORDS: Readonly<Record<string, StatusWord>> = {
  active: { words: "On the way", tone: "info" },
  paused: { words: "Held by the pause", tone: "attention" },
  completed: { words: "Came to the end", tone: "success" },
  exited: { words: "Ended early", tone: undefined },
  never_started: { words: "Never began", tone: undefined },
};

/** What a merchant can ask for; `from` are the states in which it means something. */
export const CONTROLS = {
  pause: { label: "Pause", from: ["live", "off"], danger: false },
  resume: { label: "Resume", from: ["paused"], danger: false },
  resume_off: { label: "Resume without new people", from: ["paused"], danger: false },
  off: { label: "Switch off for new people", from: ["live"], danger: false },
  on: { label: "Switch on", from: ["off"], danger: false },
  stop: { label: "Stop", from: ["live", "paused", "off"], danger: true },
} as const satisfies Record<string, { label: string; from: readonly JourneyStatus[]; danger: boolean }>;

export type Control = keyof typeof CONTROLS;
export const CONTROL_NAMES = Object.keys(CONTROLS) as Control[];

export type Numbers = { readonly on: number; readonly queued: number; readonly due: number };

/** What it would do, before it is done: numbers first. */
export function beforeWords(control: Control, { on, queued, due }: Numbers): string[] {
  const mail = queued === 0 ? "" : `${queued === 1 ? "One marketing message" : `${queued} marketing messages`} that would leave soon`;
  switch (control) {
    case "pause":
      return [on === 0 ? "Nobody is on this journey now." : `${people(on)} ${on === 1 ? "is" : "are"} on this journey and will stay where they are.`, ...(mail ? [`${mail} will wait.`] : []), "Nobody new enters. A cancelled order or a reached goal still ends a walk, and news about an order that is already on its way still goes."];
    case "resume":
    case "resume_off":
      return [
        `${people(on)} ${on > 1 ? "go" : "goes"} on from where they stand.`,
        due === 0 ? "Nobody's time has passed meanwhile." : `For ${due === on ? "all of them" : due} the time has passed meanwhile: ${due === 1 ? "this one moves" : "they move"} at once.`,
        ...(mail ? [`${mail.replace(" that would leave soon", "")} that waited will leave, by day where the customer lives.`] : []),
        control === "resume" ? "New people enter again." : "New people do not enter.",
      ];
    case "off":
      return [on === 0 ? "Nobody is on this journey now." : `${people(on)} on this journey ${on === 1 ? "goes" : "go"} on to the end.`, "Nobody new enters until you switch it on."];
    case "on":
      return ["From now on new people enter when they fit.", "Who would have entered while it was off does not."];
    case "stop":
      return [on === 0 ? "Nobody is on this journey now." : `The ${on === 1 ? "walk of 1 person ends" : `walks of ${people(on)} end`} now. This cannot be undone.`, ...(mail ? [`${mail} will not be sent.`] : []), "The journey is off afterwards. You can switch it on again for new people."];
  }
}

/** What came of it. */
export function outcomeWords(control: Control, outcome: Controlled): { said: string; failed: boolean } {
  if (outcome.kind === "unknown") return { said: "There is no such journey.", failed: true };
  if (outcome.kind === "already") return { said: `It was done already: the journey is ${JOURNEY_WORDS[outcome.status].words.toLowerCase()}.`, failed: false };
  if (outcome.kind === "not_now") return { said: `Nothing was changed: the journey is ${JOURNEY_WORDS[outcome.status].words.toLowerCase()} now.`, failed: true };
  const { people: count } = outcome;
  switch (control) {
    case "pause":
      return { said: `Paused. ${people(count)} ${count > 1 ? "stay" : "stays"} where they are.`, failed: false };
    case "resume":
      return { said: `Resumed. ${people(count)} ${count > 1 ? "go" : "goes"} on, and new people enter.`, failed: false };
    case "resume_off":
      return { said: `Resumed. ${people(count)} ${count > 1 ? "go" : "goes"} on; nobody new enters.`, failed: false };
    case "off":
      return { said: "Off: nobody new enters.", failed: false };
    case "on":
      return { said: "Live: new people enter from now on.", failed: false };
    case "stop":
      return { said: count === 0 ? "Stopped. Nobody was on it." : `Stopped: the walks of ${people(count).toLowerCase()} are being ended.`, failed: false };
  }
}

export function people(count: number): string {
  return count === 0 ? "Nobody" : count === 1 ? "1 person" : `${thousands(count)} people`;
}

/** "12,345" */
export function thousands(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
