import type { ZodType } from "zod";
import { parseLosslessJson } from "../../shared/lossless-json.ts";
import { Unreadable } from "./values.ts";

const utf8 = new TextDecoder();

/** A webhook's body as the object it should be; bytes that are not UTF-8 are replaced, not refused. */
export function parseBody(body: Uint8Array): object {
  let value: unknown;
  try {
    value = parseLosslessJson(utf8.decode(body));
  } catch {
    // Not only a SyntaxError: a million nested lists overflow the stack.
    throw new Unreadable(body.length === 0 ? "the body is empty" : "the body is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Unreadable("the body is not a JSON object");
  return value;
}

/** The fields we read of it. Only a list can fail here: one that is something else, or holds something else. */
export function parsed<T>(schema: ZodType<T>, value: object): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const path = result.error.issues[0]?.path ?? [];
  const field = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("").slice(1);
  throw new Unreadable(`${field} is not ${typeof path.at(-1) === "number" ? "an object" : "a list"}`);
}

/** The reason for a merchant, whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof Unreadable) return error.message;
  return `the body could not be read (${error instanceof Error ? error.name : "unknown"})`;
}
