/** A shop's own past as histories of its customers, from what reached us then. */
import type { CanonicalEvent } from "../core/event/canonical-event.ts";
import type { OrderState } from "../core/event/order-state.ts";
import type { OrderSnapshot, Snapshot } from "../core/event/snapshot.ts";
import type { Instant } from "../core/shared/instant.ts";
import { isDirect } from "./history.ts";
import type { CustomerHistory, Happening } from "./history.ts";
import { unpacked, unpacker } from "./packed-history.ts";
import type { PackedHistories, PackedHistory } from "./packed-history.ts";
import { timelineOf } from "./timeline-of.ts";

type Bucket = { readonly texts: string[]; readonly failures: Map<string, { deadAddress: boolean; reason: string; unknown: boolean }> };

/** Collects what happened by customer, as JSON texts: objects take several times the room. */
export class ShopHistories {
  readonly #customers = new Map<string, Bucket>();
  /** What the platform told of each product: it concerns everyone who bought it. */
  readonly #products = new Map<string, Happening[]>();
  /** Orders whose webhooks are there, so that they need not be made up from their end. */
  readonly #told = new Set<string>();

  /** Adds what one delivery said, in the order the deliveries were handled. `ownerOf` names the customer. */
  addSnapshots(snapshots: readonly Snapshot[], at: Instant, receivedAt: Instant, ownerOf: (kind: "order" | "customer", ref: string) => string | null): void {
    for (const snapshot of snapshots) {
      const happening: Happening = { at, kind: "snapshot", snapshot, receivedAt };
      if (snapshot.kind === "product") {
        push(this.#products, snapshot.ref, happening);
        continue;
      }
      const orderRef = snapshot.kind === "customer" || snapshot.kind === "consent" ? null : "orderRef" in snapshot ? snapshot.orderRef : snapshot.ref;
      const owner = orderRef === null ? ownerOf("customer", snapshot.ref) : ownerOf("order", orderRef);
      if (owner === null) continue;
      if (orderRef !== null) this.#told.add(orderRef);
      this.#bucket(owner).texts.push(JSON.stringify(happening));
    }
  }

  /** An order that came without webhooks (an import): as the series of states it must have gone through. */
  addOrder(owner: string, state: OrderState): void {
    const final = snapshotOf(state);
    if (!final || this.#told.has(state.ref)) return;
    for (const happening of timelineOf(final, null)) this.#bucket(owner).texts.push(JSON.stringify(happening));
  }

  /** An event as it was recorded. What the engine concludes by itself is left to it. */
  addEvent(owner: string, event: CanonicalEvent, at: Instant): void {
    if (event.type === "message.failed" || (event.type === "message.bounced" && event.key.endsWith(":failed"))) {
      this.#bucket(owner).failures.set(event.data.messageId, { deadAddress: event.type === "message.bounced", reason: event.data.reason, unknown: event.type === "message.failed" && event.data.unknown === true });
    } else if (isDirect(event)) {
      this.#bucket(owner).texts.push(JSON.stringify({ at, kind: "event", event } satisfies Happening));
    }
  }

  get size(): number {
    return this.#customers.size;
  }

  histories(): Generator<CustomerHistory> {
    return unpacked(this.packed());
  }

  /** The same as they are kept. */
  packed(): PackedHistories {
    const customers = (): Iterable<PackedHistory> => this.#packed();
    return { unpacking: { kind: "happenings", products: this.#products }, customers };
  }

  find(key: string): CustomerHistory | null {
    const bucket = this.#customers.get(key);
    return bucket ? unpacker(this.packed().unpacking)({ key, ...bucket }) : null;
  }

  *#packed(): Generator<PackedHistory> {
    for (const [key, bucket] of this.#customers) yield { key, ...bucket };
  }

  #bucket(owner: string): Bucket {
    let bucket = this.#customers.get(owner);
    if (!bucket) this.#customers.set(owner, (bucket = { texts: [], failures: new Map() }));
    return bucket;
  }
}

/** The stored order as one snapshot: its end. */
export function snapshotOf(state: OrderState): OrderSnapshot | null {
  if (!state.details) return null;
  const about = { orderRef: state.ref } as const;
  return {
    ...state.details, kind: "order", paidAt: state.paidAt, fulfilledAt: state.fulfilledAt, cancelledAt: state.cancelledAt, fullyRefundedAt: state.fullyRefundedAt, restored: false,
    shipments: Object.values(state.shipments).map((shipment) => ({ ...shipment, ...about, kind: "shipment" })),
    refunds: Object.values(state.refunds).map((refund) => ({ ...refund, ...about, kind: "refund" })),
  };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
