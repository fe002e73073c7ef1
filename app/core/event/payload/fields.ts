/**
 * Building blocks for the payload schemas: every single value comes out as text or null, so that an
 * absent key, null and "" are one thing, and a number where text is expected is no reason to refuse.
 */
import { z } from "zod";

/** Control characters and lone surrogates. */
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

/** What a list or object looks like where one value was expected: readable as nothing, so it is named and refused. */
const NOT_ONE_VALUE = "(a list or an object)";

/**
 * Text for people, at most `max` UTF-16 units. PostgreSQL's text and jsonb cannot hold U+0000, and a
 * lone surrogate cannot be written as UTF-8; other control characters become spaces, since names and
 * titles end up in e-mail headers.
 *
 * @returns null for anything that is not text or a number, and for text with nothing in it
 */
export function cleanText(value: unknown, max: number): string | null {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return null;
  let text = value.length > 4 * max ? value.slice(0, 4 * max) : value;
  if (UNSTORABLE.test(text)) {
    text = text
      .replaceAll("\u0000", "")
      .replace(/\p{Cc}+/gu, " ")
      .toWellFormed();
  }
  text = text.trim();
  if (text.length > max) text = cut(text, max).trimEnd();
  return text === "" ? null : text;
}

/** Never through the middle of a surrogate pair: half an emoji cannot be stored. */
function cut(text: string, max: number): string {
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

function exactText(value: unknown): string | null {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0 ? NOT_ONE_VALUE : null;
  return cleanText(value, 200);
}

/** Words: names, titles, addresses. */
export const text = (max: number) => z.unknown().optional().transform((value) => cleanText(value, max));

/** Ids, amounts, dates, statuses: kept whatever they are, and judged by whoever reads them. */
export const exact = z.unknown().optional().transform(exactText);

/** Yes only when it clearly says so; plugins send true, "true", 1, "1", "yes" and "on". */
export const flag = z.unknown().optional().transform((value) => isYes(value));

export function isYes(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === "string" && /^(?:true|1|yes|on)$/i.test(value.trim()));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object or nothing. PHP writes an empty object as [], and false where there is none. */
export const nested = <Shape extends z.ZodType>(shape: Shape) =>
  z.unknown().optional().transform((value): unknown => (isObject(value) ? value : null)).pipe(shape.nullable());

/** A list, empty when absent. PHP writes a list with gaps in its keys as an object. */
export const list = <Shape extends z.ZodType>(shape: Shape) => z.unknown().optional().transform(listOf).pipe(z.array(shape));

/** As `list`, leaving out what is not an object and, when it is no list at all, everything: for plugins' data. */
export const objects = <Shape extends z.ZodType>(shape: Shape) =>
  z.unknown().optional().transform((value): unknown => {
    const items = listOf(value);
    return Array.isArray(items) ? items.filter(isObject) : [];
  }).pipe(z.array(shape));

function listOf(value: unknown): unknown {
  if (value === undefined || value === null || value === "" || value === false) return [];
  return isObject(value) ? Object.values(value) : value;
}
