/** Reading a call's `properties`, and keeping those of an event that has no meaning of its own for us. */
import { cleanText } from "../event/payload/fields.ts";

export type Properties = Readonly<Record<string, unknown>>;
export type Flat = Record<string, string | number | boolean | null>;

const MOST_KEYS = 50;
const LONGEST_TEXT = 500;
const LONGEST_KEY = 100;
/** A tab left open for longer says nothing more. */
const LONGEST_STAY_S = 4 * 3600;

/** A named signal whose property is missing or wrong. */
export class WrongProperty extends Error {
  readonly field: string;
  constructor(field: string, problem: string) {
    super(`\`${field}\` ${problem}.`);
    this.field = field;
  }
}

/** At most 50 single values; lists and objects are left out, long text is cut. */
export function flatten(properties: Properties): Flat {
  const kept: [string, Flat[string]][] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (kept.length >= MOST_KEYS) break;
    const key = cleanText(name, LONGEST_KEY);
    if (key === null || key === "__proto__") continue;
    if (typeof value === "string") kept.push([key, cleanText(value, LONGEST_TEXT)]);
    else if (value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) kept.push([key, value]);
  }
  return Object.fromEntries(kept);
}

/** The first of these properties that is there; its value as text, null when none is. @throws WrongProperty */
export function textOf(properties: Properties, names: readonly string[], max = 200): string | null {
  const name = names.find((one) => present(properties, one));
  if (name === undefined) return null;
  const value = properties[name];
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") throw new WrongProperty(`properties.${name}`, "must be text or a number");
  return cleanText(typeof value === "boolean" ? String(value) : value, max);
}

export function requiredText(properties: Properties, names: readonly string[]): string {
  const found = textOf(properties, names);
  if (found === null) throw new WrongProperty(`properties.${names[0] ?? ""}`, "is missing");
  return found;
}

/** A number, also one written as text ("4.5"); null when none of the properties is there. @throws WrongProperty */
export function numberOf(properties: Properties, names: readonly string[], from: number, to: number): number | null {
  const name = names.find((one) => present(properties, one));
  if (name === undefined) return null;
  const value = properties[name];
  const number = typeof value === "number" ? value : typeof value === "string" && /^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= from && number <= to)) throw new WrongProperty(`properties.${name}`, `must be a number from ${from} to ${to}`);
  return number;
}

/** How long a page was looked at, in whole seconds. */
export function dwell(properties: Properties): { seconds?: number } {
  const seconds = numberOf(properties, ["seconds", "duration", "time_on_page", "timeOnPage"], 0, Number.MAX_SAFE_INTEGER);
  return seconds === null ? {} : { seconds: Math.min(Math.round(seconds), LONGEST_STAY_S) };
}

function present(properties: Properties, name: string): boolean {
  return Object.hasOwn(properties, name) && properties[name] !== null && properties[name] !== undefined && properties[name] !== "";
}
