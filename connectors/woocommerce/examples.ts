/** An example or two of every topic: one order on its way, and what is awkward. Written for this project. */
import { DAY, HOUR } from "#app/core/shared/instant.ts";
import { forTopics } from "../shared/example.ts";
import type { Example } from "../shared/example.ts";
import { wooBody, wooCustomer, wooDeleted, wooError, wooOrder } from "./fixtures.ts";
import type { Json, WooOrderInput } from "./fixtures.ts";
import { wooProduct } from "./product-fixture.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const billing = { firstName: "Asha", lastName: "Rao", email: "asha@example.com", phone: "5185550100", country: "US", state: "NY", city: "Albany", postcode: "12207", address1: "1 Elm Street" };
const line = { productId: 11, sku: "MUG", title: "Mug ☕", quantity: 2, unitPrice: 999, discount: 5, imageUrl: "https://shop.example/mug.jpg" };

const order = (over: Partial<WooOrderInput> = {}): Json =>
  wooOrder({ id: 26, status: "on-hold", paymentMethod: "bacs", createdAt: T0, customerId: 7, billing, shipping: billing, lines: [line], shippingTotal: 500, couponCodes: ["HELLO"], acceptsMarketing: true, ...over });
const paid = { status: "processing", paidAt: T0 + HOUR, modifiedAt: T0 + HOUR } as const;
const sent = { ...paid, status: "completed", completedAt: T0 + DAY, modifiedAt: T0 + DAY, tracking: [{ trackingId: "t1", number: "1Z1", provider: "ups", shippedAt: T0 + DAY }] } as const;
const refunded = { ...sent, modifiedAt: T0 + 2 * DAY, refunds: [{ id: 27, amount: 100, reason: "A scratch" }] } as const;
const bare = wooOrder({ id: 28, createdAt: T0, currency: "JPY", cashOnDelivery: true, lines: [{ title: "テスト", unitPrice: 1200 }] });
const draft = wooOrder({ id: 29, status: "checkout-draft", createdAt: T0 });

const account = wooCustomer({ id: 7, createdAt: T0 - DAY, modifiedAt: T0, email: "asha@example.com", firstName: "Asha", lastName: "Rao", billing, acceptsMarketing: true });
const bareAccount = wooCustomer({ id: 8, createdAt: T0, modifiedAt: null });
const mug = wooProduct({ id: 11, name: "Mug ☕", createdAt: T0, price: "9.99", sku: "MUG", stock: 2, imageUrl: "https://shop.example/mug.jpg" });
const gone = wooProduct({ id: 12, name: "In no size any more", createdAt: T0, type: "variable", stockStatus: "outofstock", variations: [121, 122] });
const size = wooProduct({ id: 121, name: "In one size", createdAt: T0, type: "variation", parentId: 12 });

const told = (name: string, topics: readonly string[], body: Json): Example[] => forTopics(topics, name, wooBody(body));

export const EXAMPLES: readonly Example[] = [
  ...told("an order", ["order.created", "order.updated", "order.pulled"], order()),
  ...told("an order of a guest without an address, in yen", ["order.created", "order.updated", "order.pulled"], bare),
  ...told("a paid order", ["order.updated"], order(paid)),
  ...told("a sent order", ["order.updated"], order(sent)),
  ...told("a partly refunded order", ["order.updated", "order.pulled"], order(refunded)),
  ...told("a cancelled order", ["order.updated"], order({ id: 30, status: "cancelled", modifiedAt: T0 + HOUR })),
  ...told("a checkout that is not finished", ["order.created"], draft),
  ...told("an order back from the bin", ["order.restored"], order({ id: 31 })),
  ...told("an order that is gone", ["order.deleted"], wooDeleted(26)),
  ...told("an error in place of an order", ["order.updated"], wooError()),
  ...told("a customer", ["customer.created", "customer.updated", "customer.pulled"], account),
  ...told("a user of WordPress who was never edited", ["customer.updated", "customer.pulled"], bareAccount),
  ...told("a customer who is gone", ["customer.deleted"], wooDeleted(70)),
  ...told("a product", ["product.created", "product.updated", "product.restored", "product.pulled"], mug),
  ...told("a product that is sold out", ["product.updated", "product.pulled"], gone),
  ...told("one size of a product", ["product.updated"], size),
  ...told("a product that is gone", ["product.deleted"], wooDeleted(13)),
  ...told("a person who asks what is held", ["afterglow.export"], { email: "asha@example.com", customer_id: 7, request: "wp-1" }),
  ...told("a person to forget", ["afterglow.erase"], { email: "asha@example.com", customer_id: 7 }),
  ...told("a guest to forget", ["afterglow.erase"], { email: "guest@example.com" }),
];
