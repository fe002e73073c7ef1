import { describe, expect, it } from "vitest";
import type { Translation } from "#app/core/event/connector.ts";
import type { ProductSnapshot } from "#app/core/event/snapshot.ts";
import { shopifyBody } from "./shopify/fixtures.ts";
import { shopify } from "./shopify/index.ts";
import { shopifyDeletedProduct, shopifyProduct } from "./shopify/product-fixture.ts";
import type { ShopifyProductInput } from "./shopify/product-fixture.ts";
import { wooBody, wooDeleted } from "./woocommerce/fixtures.ts";
import { woocommerce } from "./woocommerce/index.ts";
import { wooProduct } from "./woocommerce/product-fixture.ts";
import type { WooProductInput } from "./woocommerce/product-fixture.ts";

const T0 = Date.UTC(2026, 4, 1, 9);
const MINUTE = 60_000;
const shop = { currency: "JPY", country: "JP" };
const mug = { price: 1200, sku: "MUG", quantity: 3 };

function only(translation: Translation): ProductSnapshot {
  if (translation.kind !== "snapshots") throw new Error(JSON.stringify(translation));
  return translation.snapshots[0] as ProductSnapshot;
}
const onShopify = (over: Partial<ShopifyProductInput> = {}, topic = "products/update"): ProductSnapshot =>
  only(shopify.translate(topic, shopifyBody(shopifyProduct({ id: "788032119674292922", title: "Mug", createdAt: T0, updatedAt: T0 + MINUTE, currency: "JPY", variants: [mug], ...over })), T0, shop));
const onWoo = (over: Partial<WooProductInput> = {}, topic = "product.updated"): Translation =>
  woocommerce.translate(topic, wooBody(wooProduct({ id: 11, name: "Mug", createdAt: T0, modifiedAt: T0 + MINUTE, price: "1200.00", sku: "MUG", stock: 3, ...over })), T0, shop);

describe("a product of Shopify", () => {
  it("is read whole", () => {
    expect(onShopify({ imageUrl: "https://cdn.example.com/mug.png", variants: [{ ...mug, price: 1500 }, mug] })).toMatchObject({
      kind: "product", ref: "788032119674292922", version: { at: T0 + MINUTE }, title: "Mug", sku: "MUG", imageUrl: "https://cdn.example.com/mug.png", inStock: true, price: 1200, deleted: false,
    });
    expect(onShopify({}, "products/create")).toEqual(onShopify());
  });

  it.each([
    ["one variant is there", [{ ...mug, quantity: 0 }, mug], {}, true], ["none is there", [{ ...mug, quantity: 0 }, { ...mug, quantity: -2 }], {}, false], ["it is sold beyond zero", [{ ...mug, quantity: 0, oversell: true }], {}, true],
    ["stock is not counted", [{ ...mug, quantity: null }], {}, true], ["it is a draft", [mug], { status: "draft" as const }, false], ["it is archived", [mug], { status: "archived" as const }, false], ["nothing is told", [], {}, null],
  ])("when %s", (_when, variants, over, inStock) => expect(onShopify({ variants, ...over }).inStock).toBe(inStock));

  it("whose payload does not say whether stock is counted has what its count says", () => {
    const untold = (quantity: unknown): boolean | null => onShopify({ overrides: { variants: [{ price: "1200", inventory_policy: "deny", inventory_quantity: quantity }] } }).inStock;
    expect([untold(2), untold(0), untold(null)]).toEqual([true, false, null]);
  });

  it("that is deleted is gone, by its id alone", () => {
    expect(only(shopify.translate("products/delete", shopifyBody(shopifyDeletedProduct("788032119674292922")), T0, shop))).toMatchObject({ ref: "788032119674292922", deleted: true, inStock: false, version: { at: T0, rank: 1 } });
  });

  it("with an odd price is quarantined, naming it", () => {
    expect(shopify.translate("products/update", shopifyBody(shopifyProduct({ id: 1, title: "x", createdAt: T0, overrides: { variants: [{ price: "a lot" }] } })), T0, shop)).toMatchObject({ kind: "quarantined", reason: expect.stringContaining("variants[0].price") });
  });
});

describe("a product of WooCommerce", () => {
  it("is read whole", () => {
    expect(only(onWoo({ imageUrl: "https://shop.example/mug.jpg" }))).toMatchObject({ ref: "11", version: { at: T0 + MINUTE }, title: "Mug", sku: "MUG", imageUrl: "https://shop.example/mug.jpg", inStock: true, price: 1200, deleted: false });
    for (const topic of ["product.created", "product.restored"]) expect(onWoo({}, topic)).toEqual(onWoo());
  });

  it.each([
    ["it is out of stock", { stockStatus: "outofstock" as const }, false], ["it can be ordered back", { stockStatus: "onbackorder" as const }, true], ["it is in the bin", { status: "trash" }, false], ["it is a draft", { status: "draft" }, false],
    ["it is variable and has no variations yet", { type: "variable", stockStatus: "outofstock" as const }, null], ["none of its variations is there", { type: "variable", stockStatus: "outofstock" as const, variations: [12] }, false], ["it has no price", { price: "" }, true],
  ])("when %s", (_when, over, inStock) => expect(only(onWoo(over)).inStock).toBe(inStock));

  it("is not its variations: those are left alone", () => expect(onWoo({ type: "variation", parentId: 11, id: 12 })).toMatchObject({ kind: "unhandled", reason: expect.stringContaining("variation") }));

  it("that is deleted is gone, by its id alone", () => {
    expect(only(woocommerce.translate("product.deleted", wooBody(wooDeleted(11)), T0, shop))).toMatchObject({ ref: "11", deleted: true, inStock: false, version: { at: T0 } });
  });
});
