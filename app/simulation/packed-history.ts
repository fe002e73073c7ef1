/** A customer's history as texts: small in memory, quick to hand to another thread, and unpacked only when it is lived through. */
import type { OrderSnapshot } from "../core/event/snapshot.ts";
import type { CustomerHistory, Happening } from "./history.ts";
import { Packed } from "./packed.ts";
import { timelineOf } from "./timeline-of.ts";

export type PackedHistory = {
  readonly key: string;
  readonly texts: readonly string[];
  /** None: an export tells of no failed send. */
  readonly failures?: CustomerHistory["failures"];
};

/** What it takes to unpack: plain data, so that it can be handed to another thread once, before the histories. */
export type Unpacking =
  /** Texts are orders; `keys` is what `Packed` gave. */
  | { readonly kind: "orders"; readonly keys: readonly (readonly string[])[]; readonly arrivesAfterDays: number }
  /** Texts are happenings; `products` what the platform told of each product, which concerns everyone who bought it. */
  | { readonly kind: "happenings"; readonly products: ReadonlyMap<string, readonly Happening[]> };

/** The same histories again, as often as they are asked for. */
export type PackedHistories = { readonly unpacking: Unpacking; readonly customers: () => Iterable<PackedHistory> };

export function unpacker(unpacking: Unpacking): (packed: PackedHistory) => CustomerHistory {
  if (unpacking.kind === "happenings") return (packed) => happeningsOf(packed, unpacking.products);
  const words = new Packed(unpacking.keys);
  return ({ key, texts }) => {
    const happenings = texts.flatMap((text) => timelineOf(words.unpack<OrderSnapshot>(text), unpacking.arrivesAfterDays));
    return { key, happenings: happenings.sort((a, b) => a.at - b.at), failures: NONE };
  };
}

export function* unpacked({ unpacking, customers }: PackedHistories): Generator<CustomerHistory> {
  const unpack = unpacker(unpacking);
  for (const packed of customers()) yield unpack(packed);
}

const NONE: CustomerHistory["failures"] = new Map();

function happeningsOf({ key, texts, failures = NONE }: PackedHistory, known: ReadonlyMap<string, readonly Happening[]>): CustomerHistory {
  const own = texts.map((text) => JSON.parse(text) as Happening);
  const refs = new Set(own.flatMap((one) => (one.kind === "snapshot" && one.snapshot.kind === "order" ? one.snapshot.lines.flatMap((line) => line.productRef ?? []) : [])));
  const products = [...refs].flatMap((ref) => known.get(ref) ?? []);
  // Sorting keeps the order of what shares a moment, and snapshots were added before events.
  return { key, happenings: [...products, ...own].sort((a, b) => a.at - b.at), failures };
}
