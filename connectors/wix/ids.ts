import { quoted, required, Unreadable } from "#app/core/event/payload/values.ts";

const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;

/** A Wix id: a UUID almost always, kept as it comes. @throws Unreadable when it is missing or no id */
export function refOf(value: string | null, field: string): string {
  const ref = required(value, field);
  if (!ID.test(ref)) throw new Unreadable(`${field} ${quoted(ref)} is not an id`);
  return ref;
}

/** An id that only points elsewhere: an odd one is no reason to hold back an order. */
export function looseRef(value: string | null): string | null {
  return value !== null && ID.test(value) ? value : null;
}
