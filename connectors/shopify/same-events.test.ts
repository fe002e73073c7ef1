/** A webhook and the same resource read by our client say the same: whatever happens in the shop, in whatever order it is heard. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanonicalEvent } from "#app/core/event/canonical-event.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import type { StoreChange } from "../../test/doubles/store-double.ts";
import { Connection } from "../../test/doubles/shopify/execute.ts";
import { customerNode, orderNode, productNode } from "../../test/doubles/shopify/graph.ts";
import { change, createStore } from "../../test/doubles/shopify/store.ts";
import type { Store } from "../../test/doubles/shopify/store.ts";
import { customerBody, orderBody, productBody, toldOf } from "../../test/doubles/shopify/webhooks.ts";
import { newMemory } from "../testing.ts";
import { shopifyBody } from "./fixtures.ts";
import type { Json } from "./fixtures.ts";
import { shopify } from "./index.ts";
import { NOW } from "./testing.ts";

const shop = { currency: "USD", country: "US" };

function read(topic: string, json: Json): readonly Snapshot[] {
  const translation = shopify.translate(topic, shopifyBody(json), NOW, shop);
  if (translation.kind === "quarantined" || translation.kind === "notice") throw new Error(JSON.stringify(translation));
  return translation.kind === "snapshots" ? translation.snapshots : [];
}

/** As the client would have it: connections laid open. */
function pulled(topic: string, node: object): readonly Snapshot[] {
  const json = JSON.parse(JSON.stringify(node, (_key, value: unknown) => (value instanceof Connection ? { nodes: value.items } : value))) as Json;
  return read(topic, json);
}

const order = fc.integer({ min: 1, max: 4 });
const changes: fc.Arbitrary<StoreChange> = fc.oneof(
  fc.record({ kind: fc.constant("order_placed" as const), customer: fc.integer({ min: 1, max: 3 }), products: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }), paid: fc.boolean() }),
  fc.record({ kind: fc.constant("order_paid" as const), order }),
  fc.record({ kind: fc.constant("order_shipped" as const), order, tracking: fc.constantFrom("1Z1", "1Z2") }),
  fc.record({ kind: fc.constant("order_refunded" as const), order, amount: fc.integer({ min: 1, max: 3000 }) }),
  fc.record({ kind: fc.constant("order_cancelled" as const), order }),
  fc.record({ kind: fc.constant("customer_changed" as const), customer: fc.integer({ min: 1, max: 3 }), firstName: fc.constantFrom("Ann", "Bea"), consents: fc.constantFrom(true, false, null) }),
  fc.record({ kind: fc.constant("product_changed" as const), product: fc.integer({ min: 1, max: 3 }), inStock: fc.boolean() }),
);
const story = fc.array(changes, { minLength: 1, maxLength: 14 });

/** Does it all, a minute apart; `heard` gets each change with what Shopify tells of it. */
function live(days: readonly StoreChange[], heard: (told: readonly (readonly [string, Json])[]) => void): Store {
  const store = createStore(NOW, { orders: 4, customers: 3, products: 3 });
  for (const [index, what] of days.entries()) {
    const touched = change(store, what, NOW + index * 60_000);
    if (touched) heard(toldOf(what, touched));
  }
  return store;
}

const pull = (store: Store): Snapshot[] => [...store.customers.flatMap((one) => pulled("customers/pulled", customerNode(one))), ...store.orders.flatMap((one) => pulled("orders/pulled", orderNode(one)))];

describe("a webhook and a read of one moment", () => {
  it("give the same snapshot of an order and of a product", () => {
    fc.assert(
      fc.property(story, (days) => {
        const store = live(days, () => undefined);
        for (const one of store.orders) expect(pulled("orders/pulled", orderNode(one))).toEqual(read("orders/updated", orderBody(one)));
        for (const one of store.products) expect(pulled("products/pulled", productNode(one))).toEqual(read("products/update", productBody(one)));
      }),
      { numRuns: 60 },
    );
  });

  it("give the same customer, and the read tells consent besides", () => {
    const [customer] = createStore(NOW, { orders: 0, customers: 1, products: 0 }).customers;
    if (!customer) throw new Error("no customer");
    const [told] = read("customers/update", customerBody(customer));
    const [found] = pulled("customers/pulled", customerNode(customer));
    if (told?.kind !== "customer" || found?.kind !== "customer") throw new Error("no customer");
    expect({ ...found, consents: [], version: null }).toEqual({ ...told, version: null });
    expect(found.version.at).toBe(told.version.at);
    expect(found.consents).toEqual([{ channel: "email", granted: true, at: customer.consent.at, source: "account" }]);
  });
});

describe("reading all of a shop", () => {
  it("after all its webhooks were heard tells nothing new", () => {
    fc.assert(
      fc.property(story, (days) => {
        const { hear } = newMemory(NOW);
        const store = createStore(NOW, { orders: 4, customers: 3, products: 3 });
        hear(pull(store));
        const after = live(days, (told) => void hear(told.flatMap(([topic, json]) => [...read(topic, json)])));
        expect(hear(pull(after))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("after each change, with not one webhook heard, tells the same events", () => {
    fc.assert(
      fc.property(story, (days) => {
        const byWebhook = newMemory(NOW);
        const byReading = newMemory(NOW);
        const store = createStore(NOW, { orders: 4, customers: 3, products: 3 });
        byWebhook.hear(pull(store));
        byReading.hear(pull(store));
        for (const [index, what] of days.entries()) {
          const touched = change(store, what, NOW + index * 60_000);
          if (!touched) continue;
          for (const [topic, json] of toldOf(what, touched)) byWebhook.hear(read(topic, json));
          byReading.hear(pull(store));
        }
        const words = (events: readonly CanonicalEvent[]): string[] => events.map(({ key, at }) => `${key} ${at}`).sort();
        expect(words(byReading.events)).toEqual(words(byWebhook.events));
      }),
      { numRuns: 60 },
    );
  });
});
