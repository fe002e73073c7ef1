/** A merchant's own subject line: Liquid over the variables of variables.ts, checked before it is kept. */
import { Liquid } from "liquidjs";
import type { Language } from "../locale.ts";
import { renderText } from "../render.ts";
import { VARIABLES } from "../variables.ts";
import type { MessageVariables } from "../variables.ts";
import { headline } from "../words.ts";
import { LONGEST_SUBJECT } from "./subject-length.ts";

/** By language; readers of a language that is left out get the content's own subject. */
export type Subjects = Readonly<Partial<Record<Language, string>>>;

/** Only looks at a template; what is sent is written by render.ts, under its bounds. */
const reader = new Liquid({ strictFilters: true, ownPropertyOnly: true, templates: {}, parseLimit: 5_000 });

/** What every list and text answers to besides its own name. */
const ASPECTS = new Set(["size", "first", "last"]);
/** Lists, with the fields of what is in them. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  "order.items": ["title", "quantity", "total", "imageUrl"], "history.lastItems": [], "history.favourites": [], "viewed.items": [],
};

/**
 * What is wrong with it, in words that go on after its name ("must not be empty"); null when nothing is. Tried out on a
 * customer of whom nothing is known and on one of whom everything is: a mail must never leave without a subject.
 */
export function subjectProblem(template: string): string | null {
  if (template.trim() === "") return "must not be empty";
  if (template.length > LONGEST_SUBJECT) return `has at most ${LONGEST_SUBJECT} characters`;
  if (/[\p{Cc}\u2028\u2029]/u.test(template)) return "must be one line";
  try {
    const unknown = reader.globalVariableSegmentsSync(reader.parse(template)).find((path) => !isKnown(path));
    if (unknown) return `there is no variable “${unknown.filter((part) => typeof part === "string").join(".")}”`;
    if (written(template, NOTHING_KNOWN) === "") return "would be empty for customers of whom this is not known: write words beside the variables";
    return written(template, ALL_KNOWN) === "" ? "would be empty for customers of whom everything is known" : null;
  } catch (error) {
    return `cannot be read: ${reasonOf(error)}`;
  }
}

/** The subject as one customer would read it, with our own as with a merchant's: for who does not read Liquid. */
export function exampleSubject(template: string, shopName: string): string {
  return written(template, filled((name) => (name === "shop.name" ? shopName : Object.hasOwn(LISTS, name) ? listOf(name, "Stoneware mug") : (EXAMPLES[name] ?? null))));
}

/** The languages whose subject is the same, to the letter. */
export function sameIn(a: Subjects, b: Subjects): Language[] {
  return (Object.keys(a) as Language[]).filter((language) => a[language]?.trim() === b[language]?.trim());
}

function written(template: string, variables: MessageVariables): string {
  return headline(renderText(template, variables));
}

function isKnown([first, second, ...rest]: readonly unknown[]): boolean {
  const name = `${String(first)}.${String(second)}`;
  if (typeof first !== "string" || typeof second !== "string" || !Object.hasOwn(VARIABLES, name)) return false;
  return rest.every((part) => typeof part === "number" || (typeof part === "string" && (ASPECTS.has(part) || LISTS[name]?.includes(part))));
}

/** Liquid's own words, without where in the line: there is only one. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^The .* cannot be written: /, "").replace(/, line:.*$/s, "") : "it is not Liquid";
}

const NOTHING_KNOWN = filled((name) => (Object.hasOwn(LISTS, name) ? [] : name === "shop.name" ? "A shop" : null));
const ALL_KNOWN = filled((name) => (Object.hasOwn(LISTS, name) ? listOf(name, "something") : "something"));
const EXAMPLES: Readonly<Record<string, string>> = {
  "customer.firstName": "Ada", "customer.name": "Ada Lovelace", "order.number": "#1001", "order.total": "42.00", "product.title": "Stoneware mug", "next.title": "Stoneware mug",
  "product.daysLeft": "3", "history.orderCount": "2", "history.orderOrdinal": "2nd", "offer.code": "BACK10", "offer.percent": "10",
};

function listOf(name: string, title: string): unknown[] {
  const fields = LISTS[name] ?? [];
  return fields.length > 0 ? [Object.fromEntries(fields.map((field) => [field, title]))] : [title];
}

function filled(valueOf: (name: string) => unknown): MessageVariables {
  const all: Record<string, Record<string, unknown>> = {};
  for (const name of Object.keys(VARIABLES)) {
    const [group = "", field = ""] = name.split(".");
    (all[group] ??= {})[field] = valueOf(name);
  }
  return all as MessageVariables;
}
