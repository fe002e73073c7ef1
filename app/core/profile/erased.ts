/** Telling, by keyed hashes alone, what belongs to a customer whose data was erased. */
import { orderRefOfPart } from "../event/order-state.ts";
import type { CustomerHint, Snapshot } from "../event/snapshot.ts";
import type { Instant } from "../shared/instant.ts";
import { derivedId } from "../shared/keyed.ts";
import type { Keyed } from "../shared/keyed.ts";
import type { Identity, IdentityKind } from "./identity.ts";

/** When what a mark stands for was erased, by mark. */
export type Marks = ReadonlyMap<string, Instant>;

/** What stands for a value once the value itself is gone: HMAC-SHA-256 with the shop's salt, cut to 128 bits. */
export function eraseMark(shop: Keyed, kind: IdentityKind, value: string): string {
  return derivedId(shop, "erased", kind, value);
}

/** Every mark that bears on a snapshot. */
export function marksOf(shop: Keyed, snapshot: Snapshot): string[] {
  return identitiesIn(snapshot).map(({ kind, value }) => eraseMark(shop, kind, value));
}

/**
 * Whether a snapshot tells of somebody who was erased, and of the time before: an order that was erased with them, an
 * older one that turns up now, or their account. An order they place later begins a new profile (`isKnown`), and then
 * what is said of the account from that time on counts again.
 */
export function isErased(shop: Keyed, snapshot: Snapshot, marks: Marks, isKnown: (identity: Identity) => boolean): boolean {
  if (marks.size === 0 || snapshot.kind === "product") return false;
  const erasedAt = (identity: Identity): Instant => marks.get(eraseMark(shop, identity.kind, identity.value)) ?? -Infinity;
  if (snapshot.kind === "customer" || snapshot.kind === "consent") {
    const persons = personsOf(hintOf(snapshot));
    const at = Math.max(...persons.map(erasedAt));
    const saidAt = snapshot.kind === "customer" ? snapshot.version.at : Math.max(...snapshot.consents.map((consent) => consent.at));
    return at > -Infinity && (saidAt <= at || !persons.some(isKnown));
  }
  if (erasedAt({ kind: "order", value: orderRefOfPart(snapshot) }) > -Infinity) return true;
  return snapshot.kind === "order" && personsOf(snapshot.customer).some((identity) => snapshot.placedAt <= erasedAt(identity));
}

function identitiesIn(snapshot: Snapshot): Identity[] {
  if (snapshot.kind === "product") return [];
  if (snapshot.kind === "customer" || snapshot.kind === "consent") return personsOf(hintOf(snapshot));
  const order: Identity = { kind: "order", value: orderRefOfPart(snapshot) };
  return snapshot.kind === "order" ? [order, ...personsOf(snapshot.customer)] : [order];
}

type Person = Pick<CustomerHint, "ref" | "email" | "phone">;

function hintOf(snapshot: Extract<Snapshot, { kind: "customer" | "consent" }>): Person {
  return snapshot.kind === "consent" ? snapshot : { ...snapshot.customer, ref: snapshot.ref };
}

/** A telephone number is shared in families: it names somebody only where nothing better does. */
function personsOf({ ref, email, phone }: Person): Identity[] {
  const named: Identity[] = [];
  if (ref !== null) named.push({ kind: "ref", value: ref });
  if (email !== null) named.push({ kind: "email", value: email });
  return named.length === 0 && phone !== null ? [{ kind: "phone", value: phone }] : named;
}
