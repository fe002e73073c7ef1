/**
 * Real and documented bodies, kept beside the repository and not in it: whole signed requests of a real
 * WooCommerce store, and collected payloads: what is read of those of Shopify and WooCommerce, and that those of no
 * platform surprise. What is read of the others is in connectors/magento/samples.test.ts and connectors/wix/samples.test.ts.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Translation } from "#app/core/event/connector.ts";
import type { OrderSnapshot, Snapshot } from "#app/core/event/snapshot.ts";
import { CONNECTORS } from "./registry.ts";
import { shopify } from "./shopify/index.ts";
import { expectStorable } from "./storable.ts";
import { newSecret } from "./testing.ts";
import { woocommerce } from "./woocommerce/index.ts";

const folder = new URL("../../shared/payloads/", import.meta.url);
const present = existsSync(folder);
if (!present) console.warn(`\n*** ${folder.pathname} is not there: the tests over real payloads are SKIPPED ***\n`);

const RECEIVED = Date.UTC(2026, 10, 22);
const shop = { currency: "USD", country: "US" };

function files(name: string): string[] {
  return present ? readdirSync(new URL(name, folder)).filter((file) => file.endsWith(".json")).toSorted() : [];
}

function bytes(name: string): Uint8Array {
  return readFileSync(new URL(name, folder));
}

function snapshotOf(translation: Translation): Snapshot {
  if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
  expect(translation.snapshots).toHaveLength(1);
  return translation.snapshots[0] as Snapshot;
}

/** An order in a line: status facts, total, and what is known of the buyer. */
function summary(snapshot: Snapshot): string {
  if (snapshot.kind === "shipment") return `shipment ${snapshot.ref} ${snapshot.shippedAt === null ? "not shipped" : "shipped"} ${snapshot.carrier} ${snapshot.trackingNumber}`;
  if (snapshot.kind === "refund") return `refund ${snapshot.ref} ${snapshot.amount} ${snapshot.currency}`;
  if (snapshot.kind === "product") return `product ${snapshot.ref} ${snapshot.price} ${snapshot.deleted ? "deleted" : snapshot.inStock === null ? "not told" : snapshot.inStock ? "there" : "gone"}`;
  if (snapshot.kind !== "order") return `${snapshot.kind} ${snapshot.ref}`;
  const facts: [string, unknown][] = [
    ["draft", snapshot.draft], ["test", snapshot.test], ["paid", snapshot.paidAt], ["failed", snapshot.paymentFailed], ["cod", snapshot.cashOnDelivery],
    ["fulfilled", snapshot.fulfilledAt], ["cancelled", snapshot.cancelledAt], ["refunded", snapshot.fullyRefundedAt], ["restored", snapshot.restored],
  ];
  const words = facts.filter(([, value]) => value !== null && value !== false).map(([word]) => word);
  const { ref, email, phone } = snapshot.customer;
  const refunds = snapshot.refunds.map(({ amount }) => `-${amount}`);
  const shipments = snapshot.shipments.length > 0 ? [`${snapshot.shipments.length} parcels`] : [];
  return [snapshot.number, snapshot.total, snapshot.currency, `${snapshot.lines.length} lines`, ...words, ...refunds, ...shipments, "|", ref ?? "guest", email ?? "-", phone ?? "-"].join(" ");
}

type Captured = { headers: Record<string, string>; body_base64: string };

const read = (name: string): Captured & { body: Uint8Array } => {
  const captured = JSON.parse(Buffer.from(bytes(name)).toString()) as Captured;
  return { ...captured, body: Buffer.from(captured.body_base64, "base64") };
};

/** By number; a created order and its identical update share a line. */
const CAPTURED: Readonly<Record<string, string>> = {
  "0021 0022": "customer 2", "0023 0039": "customer 2", "0024 0025": "customer 3", "0026 0027": "customer 4", "0028": "customer 5", "0029": "customer 6",
  "0030 0031": "17 2719 USD 1 lines cod | guest john.smith@example.com +15185550100",
  "0032": "17 2719 USD 1 lines cod | guest john.smith@example.com +15185550100",
  "0034": "17 2719 USD 1 lines paid cod fulfilled | guest john.smith@example.com +15185550100",
  "0035 0036": "18 2100 EUR 1 lines | 2 maria.nunez@example.com +34612345678",
  "0037": "18 2100 EUR 1 lines paid | 2 maria.nunez@example.com +34612345678",
  "0038": "18 2100 EUR 1 lines paid fulfilled | 2 maria.nunez@example.com +34612345678",
  "0040 0041": "19 1499 EUR 1 lines paid | guest zoe@example.de +49301234567",
  "0043": "19 1499 EUR 1 lines paid fulfilled | guest zoe@example.de +49301234567",
  "0044 0045 0046": "20 1200 JPY 1 lines cod | guest taro@example.jp +819012345678",
  "0047": "20 1200 JPY 1 lines paid cod fulfilled | guest taro@example.jp +819012345678",
  "0048 0049": "21 1260 KWD 1 lines | guest ali@example.com +96555551234",
  "0050": "21 1260 KWD 1 lines cancelled | guest ali@example.com +96555551234",
  "0051 0052 0053": "22 6691 USD 2 lines cod | guest coupon@example.com +15185550111",
  "0055": "22 6691 USD 2 lines paid cod fulfilled | guest coupon@example.com +15185550111",
  "0056 0057 0058": "23 1088 USD 1 lines cod | guest meta@example.com +15185550112",
  "0060 0061": "24 1088 USD 1 lines | guest - +15185550113",
  "0062": "24 1088 USD 1 lines paid fulfilled | guest - +15185550113",
  "0064 0065 0067": "25 0 USD 0 lines | guest - -",
  "0066": "25 0 USD 0 lines failed | guest - -",
  "0068": "25 0 USD 0 lines cancelled | guest - -",
  "0069 0070 0072": "26 2719 USD 1 lines paid cod fulfilled | guest refund.p@example.com +15185550114",
  "0073": "26 2719 USD 1 lines paid cod fulfilled -999 | guest refund.p@example.com +15185550114",
  "0074 0075 0077": "28 1088 USD 1 lines paid cod fulfilled | guest refund.f@example.com +15185550115",
  "0078": "28 1088 USD 1 lines paid cod fulfilled refunded -1088 | guest refund.f@example.com +15185550115",
  "0079 0080": "30 1088 USD 1 lines paid cod fulfilled | guest refund.s@example.com +15185550116",
  "0082": "30 1088 USD 1 lines paid cod fulfilled refunded -1088 | guest refund.s@example.com +15185550116",
  "0083 0084": "32 1088 USD 1 lines | guest trash@example.com +15185550117",
  "0085": "order_deleted 32",
  "0086": "32 1088 USD 1 lines restored | guest trash@example.com +15185550117",
  "0014": "product 11 1250 there", "0015": "product 12 700 there", "0016": "product 13 null not told",
  "0018 0033 0042 0054 0059 0063 0071 0076 0081": "product 11 999 there",
  "0087 0088": "33 1088 USD 1 lines | guest same@example.com +15185550118",
  "0089": "33 1088 USD 1 lines paid | guest same@example.com +15185550118",
};

/** Of product 13, under an id of its own. */
const VARIATION = "0017";

describe.skipIf(!present)("captured WooCommerce requests", () => {
  const names = files("woocommerce/captured/").map((file) => `woocommerce/captured/${file}`);
  const secret = present ? Buffer.from(bytes("woocommerce/captured/SECRET")).toString().trim() : "";
  const expected = new Map(Object.entries(CAPTURED).flatMap(([numbers, line]) => numbers.split(" ").map((number) => [number, line] as const)));

  it.each(names)("%s", (name) => {
    const request = read(name);
    const number = name.split("/")[2]?.slice(0, 4) ?? "";
    const topic = woocommerce.topicOf(request);
    const verdict = woocommerce.verify(request, [secret], 0);
    if (topic === "") return expect(verdict).toEqual({ kind: "ping" });
    expect(verdict).toEqual({ kind: "authentic" });
    expect(woocommerce.verify(request, ["another"], 0).kind).toBe("forged");
    const translation = woocommerce.translate(topic, request.body, RECEIVED, shop);
    if (topic.startsWith("coupon.") || number === VARIATION) return expect(translation.kind).toBe("unhandled");
    expect(summary(snapshotOf(translation))).toBe(expected.get(number));
  });

  it("of one order in one second have an order among them", () => {
    const versions = ["0087-order.created-order-same-second", "0089-order.updated-order-same-second"].map((file) => {
      const request = read(`woocommerce/captured/${file}.json`);
      return (snapshotOf(woocommerce.translate(woocommerce.topicOf(request), request.body, RECEIVED, shop)) as OrderSnapshot).version;
    });
    expect(versions[0]?.at).toBe(versions[1]?.at);
    expect(versions[0]?.rank).toBeLessThan(versions[1]?.rank ?? 0);
  });
});

const WOOCOMMERCE: Readonly<Record<string, string>> = {
  "customer__activepieces_wc7.8": "customer 1", customer_get__wcios_customer: "customer 25", customer_get__wcios_customer_2: "customer 26",
  "order__activepieces_wc7.8": "17 200 USD 1 lines cod | 1 email@gmail.com -",
  order_created__cad_onhold_bacs_wholesale_2017: "2890 3164 CAD 3 lines | 19 luke@example.com +16475550100",
  order_created__inr_pending_razorpay_2023: "5935 39900 INR 1 lines | 1 ankur@example.com -",
  order_created__usd_zero_total_completed_pipedream: "15 0 USD 1 lines paid fulfilled | 1 user@example.com -",
  order_get__wcios_order: "963 3120 USD 2 lines paid | 11 scrambled@scrambled.com -",
  order_get__wcios_order_alternative_types: "963 3120 USD 2 lines paid | 11 scrambled@scrambled.com -",
  order_get__wcios_order_auto_draft_status: "963 3120 USD 2 lines draft paid | 11 scrambled@scrambled.com -",
  order_get__wcios_order_details_partially_refunded: "324 30445 USD 8 lines paid fulfilled -1620 -810 1 parcels | 1 pamela.orders@example.com +12022611000",
  order_get__wcios_order_fully_refunded: "609 22371 USD 1 lines paid refunded -22371 | 1 shopper.two@example.com -",
  order_get__wcios_order_with_all_addon_types: "159 4454 USD 1 lines cod | guest - -",
  order_get__wcios_order_with_attribution_info: "459 400 USD 1 lines test paid | 27375286 your.email+fakedata99085@gmail.com -",
  order_get__wcios_order_with_bundled_line_items: "357 12020 USD 2 lines paid | 27375286 shopper.one@example.com -",
  order_get__wcios_order_with_charge: "211 3330 USD 1 lines paid | guest 2177025@example.net +15742177025",
  order_get__wcios_order_with_composite_product: "421 230000 USD 4 lines paid | guest - -",
  order_get__wcios_order_with_gift_cards: "459 400 USD 1 lines test paid | 27375286 your.email+fakedata99085@gmail.com -",
  order_get__wcios_order_with_line_item_attributes: "3207 15342 USD 2 lines paid | guest - -",
  order_get__wcios_order_with_special_character_currency: "963 3120 AED 2 lines paid | 11 scrambled@scrambled.com -",
  order_get__wcios_order_without_data: "963 3120 USD 1 lines paid | 11 scrambled@scrambled.com -",
};

describe.skipIf(!present)("collected WooCommerce bodies", () => {
  const known = files("woocommerce/").filter((file) => /^(?:order|customer)(?:_created|_get)?__/.test(file)).map((file) => file.replace(".json", ""));

  it.each(known)("%s", (file) => {
    const topic = file.startsWith("customer") ? "customer.updated" : "order.updated";
    expect(summary(snapshotOf(woocommerce.translate(topic, bytes(`woocommerce/${file}.json`), RECEIVED, shop)))).toBe(WOOCOMMERCE[file]);
  });

  it("each order of a list is read", () => {
    const orders = JSON.parse(Buffer.from(bytes("woocommerce/orders_list__wcios_orders_load_all.json")).toString()) as unknown[];
    expect(orders.length).toBeGreaterThan(3);
    for (const order of orders) {
      expect(snapshotOf(woocommerce.translate("order.updated", Buffer.from(JSON.stringify(order)), RECEIVED, shop)).kind).toBe("order");
    }
  });

  it.each(files("woocommerce/").filter((file) => file.startsWith("error__")))("%s is no order", (file) => {
    expect(woocommerce.translate("order.created", bytes(`woocommerce/${file}`), RECEIVED, shop).kind).not.toBe("snapshots");
  });
});

const SAMPLE = "#9999 38800 USD 2 lines test cancelled | 115310627314723954 jon@example.com -";

const SHOPIFY: Readonly<Record<string, string>> = {
  customers_create__activepieces_new_customer: "customer 6972943892790",
  "customers_create__hookdeck_2023-01": "customer 706405506930370084",
  "customers_create__hookdeck_2024-10": "customer 706405506930370084",
  "customers_update__hookdeck_2024-10": "customer 706405506930370084",
  "fulfillments_create__hookdeck_2024-10": "shipment 123456 not shipped UPS 1z827wk74630",
  "fulfillments_update__hookdeck_2024-10": "shipment 123456 not shipped UPS 1z827wk74630",
  orders_cancelled__activepieces_new_cancelled_order: "#1009 180638 USD 2 lines paid cancelled refunded -180638 | 6972527083830 russel.winfield@example.com +16135550135",
  orders_cancelled__hkd_refunded_partial_address: "#1065 9900 HKD 1 lines paid cancelled refunded -9900 | 8658316394796 it@example.com +85290000000",
  "orders_cancelled__hookdeck_2024-10": SAMPLE,
  orders_create__activepieces_new_order: "#1010 262995 USD 1 lines paid | guest - -",
  orders_create__aud_cod_draft_no_customer_keys: "#1022 7000 AUD 1 lines paid cod | guest - -",
  orders_create__aud_test_2020_payment_details: "#1030 5945 AUD 1 lines test paid | 4206822293653 ryan@example.com -",
  "orders_create__hookdeck_2024-10": SAMPLE,
  "orders_fulfilled__hookdeck_2024-10": SAMPLE,
  orders_paid__activepieces_new_paid_order: "#1010 262995 USD 1 lines paid | guest - -",
  "orders_paid__hookdeck_2024-10": SAMPLE,
  "orders_partially_fulfilled__hookdeck_2024-10": SAMPLE,
  "orders_updated__hookdeck_2024-10": SAMPLE,
  "products_create__hookdeck_2024-10": "product 788032119674292922 1999 there",
  products_create__pipedream_2025: "product 9674076979480 0 there",
  "products_delete__hookdeck_2024-10": "product 788032119674292900 null deleted",
  "products_update__hookdeck_2023-01": "product 788032119674292922 1999 there",
  "products_update__hookdeck_2024-10": "product 788032119674292922 1999 there",
  "refunds_create__hookdeck_2024-10": "refund 890088186047892319 39800 USD",
  "orders_delete__hookdeck_2024-10": "order_deleted 820982911946154500",
  "customers_delete__hookdeck_2024-10": "customer 706405506930370084",
  "returns_approve__hookdeck_2024-10": "return 123134564567890",
  "returns_close__hookdeck_2024-10": "return 123134564567890",
};

const SHOPIFY_NOTICES: Readonly<Record<string, string>> = {
  "app_uninstalled__hookdeck_2024-10": "uninstalled", "shop_update__hookdeck_2024-10": "shop_changed", "bulk_operations_finish__hookdeck_2024-10": "pull_ready",
  customers_data_request__shopify_docs: "export_person", customers_redact__shopify_docs: "erase_person", shop_redact__shopify_docs: "erase_shop",
};

describe.skipIf(!present)("collected Shopify bodies", () => {
  const index = present ? Buffer.from(bytes("INDEX.tsv")).toString().split("\n").map((row) => row.split("\t")) : [];
  const topics = index.flatMap(([file, , topic]) => (file?.startsWith("shopify/") && !file.includes("/graphql/") && topic ? [[file, topic] as const] : []));

  it.each(topics)("%s as %s", (file, topic) => {
    const translation = shopify.translate(topic, bytes(file), RECEIVED, shop);
    const name = file.replace("shopify/", "").replace(".json", "");
    const expected = SHOPIFY[name];
    if (SHOPIFY_NOTICES[name] !== undefined) expect(translation).toMatchObject({ kind: "notice", notice: { kind: SHOPIFY_NOTICES[name] } });
    else if (expected === undefined) expect(translation.kind).toBe("unhandled");
    else expect(summary(snapshotOf(translation))).toBe(expected);
  });
});

describe.skipIf(!present).each(CONNECTORS.map((connector) => [connector.platform, connector] as const))("every collected body of %s", (platform, connector) => {
  const secret = newSecret(platform, "hush").sign;
  const bodies = files(`${platform}/`).map((file) => [file, bytes(`${platform}/${file}`)] as const);

  it("is read, left alone or quarantined under every topic, and always alike", () => {
    expect(bodies.length).toBeGreaterThan(10);
    for (const [file, body] of bodies) {
      // The wrapping says the topic too; which one `translate` goes by is what it is told.
      const packed = connector.pack?.(body, secret, "collected", RECEIVED) ?? body;
      for (const { topic, via } of connector.topics) {
        const translate = (): Translation => connector.translate(topic, via === "pull" ? body : packed, RECEIVED, shop);
        expectStorable(translate(), `${file} as ${topic}`);
        expect(translate()).toEqual(translate());
      }
    }
  });
});
