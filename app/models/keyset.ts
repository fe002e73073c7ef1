/** Pages by position instead of by number: page 2,000 costs what page 1 costs, and new rows shift nothing. */

/** The place of a row in its list, newest first: its moment, and its id where moments are equal. */
export type Position = { readonly at: number; readonly id: string };

export type Cursor = Position & {
  /** Towards newer rows. */
  readonly back: boolean;
};

export type Page<T> = { readonly rows: readonly T[]; readonly next: string | null; readonly previous: string | null };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What a JavaScript date can hold. */
const LAST_MOMENT = 8.64e15;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

export function writeCursor({ at, id }: Position, back: boolean): string {
  return btoa(`${back ? "b" : "f"}.${at.toString(36)}.${encodeURIComponent(id)}`).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
}

/** The cursor, or null when the text is not one of ours. Most lists are of rows with UUIDs; events are known by their keys. */
export function readCursor(text: string, ids: "uuid" | "key" = "uuid"): Cursor | null {
  let plain: string;
  try {
    plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return null;
  }
  const match = /^([bf])\.(-?[0-9a-z]{1,12})\.([\x21-\x7e]{1,900})$/.exec(plain);
  const at = Number.parseInt(match?.[2] ?? "", 36);
  if (!match?.[3] || !Number.isSafeInteger(at) || Math.abs(at) > LAST_MOMENT) return null;
  const id = plainId(match[3]);
  return id === null || (ids === "uuid" && !isUuid(id)) ? null : { back: match[1] === "b", at, id };
}

/** Event keys hold whatever the platform's ids hold; a NUL is never among it, and PostgreSQL would refuse it. */
function plainId(written: string): string | null {
  try {
    const id = decodeURIComponent(written);
    return id.includes("\0") ? null : id;
  } catch {
    return null;
  }
}

/**
 * Turns one row more than asked for into a page. Rows come in the order they were read: newest first
 * forwards, oldest first backwards.
 */
export function toPage<T>(found: readonly T[], limit: number, cursor: Cursor | null, positionOf: (row: T) => Position): Page<T> {
  const more = found.length > limit;
  const kept = found.slice(0, limit);
  const rows = cursor?.back ? kept.reverse() : kept;
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNext = cursor?.back ? true : more;
  const hasPrevious = cursor?.back ? more : cursor !== null;
  return {
    rows,
    next: hasNext && last !== undefined ? writeCursor(positionOf(last), false) : null,
    previous: hasPrevious && first !== undefined ? writeCursor(positionOf(first), true) : null,
  };
}

/**
 * The part of a where-clause that starts a page. The plain bound on the moment lets the index begin there;
 * the alternatives then decide among rows of that very moment.
 */
export function startAt<K extends string>(column: K, cursor: Cursor | null): Record<string, unknown> {
  if (!cursor) return {};
  const at = new Date(cursor.at);
  const [bound, beyond] = cursor.back ? ["gte", "gt"] : ["lte", "lt"];
  return { [column]: { [bound]: at }, OR: [{ [column]: { [beyond]: at } }, { id: { [beyond]: cursor.id } }] };
}
