/** Whether raw text names a person, however it is written. */
import type { Person } from "./person.ts";

/** Long enough not to be any number: shorter ids are looked for where a connector tells whose they are. */
const LEAST_ID = 8;
/** Encodings within encodings are followed so far. */
const DEPTH = 2;

/** Looks for a person's addresses, numbers and ids in text. */
export function tracer({ names, orderRefs }: Pick<Person, "names" | "orderRefs">): (text: string) => boolean {
  const emails = names.email.map((value) => value.toLowerCase());
  // Without a country's prefix and its zero, as people write it at home.
  const phones = names.phone.map((value) => value.replace(/\D/g, "")).filter((digits) => digits.length >= LEAST_ID).map((digits) => digits.slice(-Math.max(LEAST_ID, digits.length - 3)));
  const ids = [...names.ref, ...names.user, ...names.anonymous, ...orderRefs].filter((id) => id.length >= LEAST_ID).map((id) => id.toLowerCase());
  const patterns = ids.map((id) => new RegExp(`(?<![\\p{L}\\d])${id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\d])`, "u"));
  return (text) =>
    formsOf(text, DEPTH).some((form) => {
      const plain = form.normalize("NFC").toLowerCase();
      if (emails.some((email) => plain.includes(email)) || patterns.some((pattern) => pattern.test(plain))) return true;
      return phones.length > 0 && numbersIn(plain).some((digits) => phones.some((phone) => digits.endsWith(phone)));
    });
}

/** Runs of digits as people write telephone numbers. */
function numbersIn(text: string): string[] {
  return (text.match(/\d(?:[\s().\-/\u00a0]{0,3}\d){7,16}/g) ?? []).map((run) => run.replace(/\D/g, ""));
}

/** The text as it stands, and without JSON's escapes, percent signs, character references and base64. */
function formsOf(text: string, depth: number): string[] {
  const plain = [text, unescaped(text), percentDecoded(text), dereferenced(text)];
  const within = depth === 0 ? [] : plain.flatMap(decodedParts).flatMap((part) => formsOf(part, depth - 1));
  return [...new Set([...plain, ...within])];
}

function unescaped(text: string): string {
  return text.includes("\\") ? text.replace(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replace(/\\(["\\/])/g, "$1") : text;
}

function percentDecoded(text: string): string {
  return text.includes("%") ? text.replace(/(?:%[\da-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8")) : text;
}

function dereferenced(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&#(x[\da-f]{1,6}|\d{1,7});/gi, (all, code: string) => {
    const point = code.startsWith("x") || code.startsWith("X") ? Number.parseInt(code.slice(1), 16) : Number(code);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  }).replaceAll("&amp;", "&");
}

function decodedParts(text: string): string[] {
  return (text.match(/[\w+/-]{16,}/g) ?? []).map((part) => Buffer.from(part, "base64").toString("utf8")).filter((part) => !part.includes("\ufffd"));
}
