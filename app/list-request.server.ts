import { readCursor } from "./models/keyset.ts";
import type { Cursor } from "./models/keyset.ts";

export const PAGE_SIZE = 50;

/** The page a list is asked for; a cursor that is not ours means the first. */
export function cursorOf(params: URLSearchParams): Cursor | null {
  const text = params.get("cursor");
  return text === null ? null : readCursor(text);
}

/** A filter's value if it is one of those there are. */
export function chosen<T extends string>(params: URLSearchParams, name: string, allowed: readonly T[]): T | undefined {
  return allowed.find((value) => value === params.get(name));
}
