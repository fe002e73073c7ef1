/** Real and documented bodies, kept beside the repository and not in it. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CustomerSnapshot, OrderSnapshot } from "#app/core/event/snapshot.ts";
import { magento } from "./index.ts";

const folder = new URL("../../../shared/payloads/magento/", import.meta.url);
const present = existsSync(folder);
if (!present) console.warn(`\n*** ${folder.pathname} is not there: the tests over real Magento payloads are SKIPPED ***\n`);

const read = (name: string, topic: string) => magento.translate(topic, readFileSync(new URL(`${name}.json`, folder)), Date.UTC(2026, 10, 22), { currency: "USD", country: "US" });
const order = (translation: ReturnType<typeof read>): OrderSnapshot => {
  if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
  return translation.snapshots[0] as OrderSnapshot;
};

describe.skipIf(!present)("collected Magento bodies", () => {
  it("a real event of Adobe Commerce 2.4.5, of a guest, without the order's own id", () => {
    expect(order(read("io_event_sales_order_save_commit_after__245p3_guest_braintree", "observer.sales_order_save_commit_after"))).toMatchObject({
      ref: "673", number: "000000617", total: 40_960, currency: "USD", placedAt: Date.UTC(2023, 7, 16, 8, 40, 19), paidAt: null, awaitingPayment: false,
      lines: [{ ref: "998", productRef: "3953", total: 40_460, quantity: 1 }],
      customer: { ref: null, email: "brijesh@example.com", firstName: "Brijesh", phone: "+917405000000", address: { country: "IN", province: "Gujarat", city: "Ahmedabad" } },
    });
  });

  it("a real list of orders: a guest without a name of its own, cash on delivery, no phone", () => {
    const { items } = JSON.parse(readFileSync(new URL("rest_orders_search__pl_guest_cod_null_phone.json", folder), "utf8")) as { items: object[] };
    const [first] = items.map((item) => magento.translate("orders/pulled", Buffer.from(JSON.stringify(item)), 0, { currency: "USD", country: "PL" }));
    expect(first && order(first)).toMatchObject({
      ref: "102", number: "000000102", total: 2800, cashOnDelivery: true, awaitingPayment: false, paidAt: null, lines: [{ total: 1870 }],
      customer: { ref: null, email: "pkarwatka28@example.com", firstName: "Piotr", phone: null, address: { country: "PL", city: "Some city", postcode: "51-169" } },
    });
  });

  it("a documented order of a customer, waiting for a bank transfer", () => {
    expect(order(read("rest_order__adobedocs_items_truncated", "orders/pulled"))).toMatchObject({ ref: "3", total: 16_500, awaitingPayment: true, customer: { ref: "3", email: "jdoe@example.com", phone: "+15125551111" } });
  });

  it.each([["rest_customer__adobedocs", 0], ["rest_customer__adobedocs_msi", 1]])("%s", (name, consents) => {
    const translation = read(name, "customers/pulled");
    expect(translation).toMatchObject({ kind: "snapshots", snapshots: [{ ref: "2", customer: { email: "jdoe@example.com", firstName: "Jane", address: { province: "New York" } } }] });
    expect(translation.kind === "snapshots" && (translation.snapshots[0] as CustomerSnapshot).consents).toHaveLength(consents);
  });

  it.each([
    ["io_event_order_filtered_fields__starterkit_docs", "observer.sales_order_save_commit_after", "quarantined"],
    ["io_event_customer_save_commit_after__starterkit_docs", "observer.customer_save_commit_after", "unhandled"],
    ["io_event_product_save_after_filtered__docs", "observer.catalog_product_save_after", "unhandled"],
    ["io_event_sales_order_invoice_save_after__docs", "observer.sales_order_invoice_save_after", "unhandled"],
    ["rest_invoice__adobedocs_negative_discount", "invoices/pulled", "unhandled"],
    ["rest_refund_request__adobedocs", "creditmemo.saved", "quarantined"],
    ["rest_ship_request__adobedocs", "shipment.saved", "quarantined"],
    ["rest_order_comment_request__adobedocs", "order.saved", "quarantined"],
  ])("%s as %s is %s", (name, topic, kind) => {
    expect(read(name, topic).kind).toBe(kind);
  });
});
