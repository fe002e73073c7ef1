import type { OrderLine } from "#app/core/event/snapshot.ts";
import { exactSum, looseRef, readMoney, readQuantity, required } from "#app/core/event/payload/values.ts";
import type { Item } from "./payloads.ts";

/**
 * What was bought. A configurable product is one parent row and one row of the variant chosen, a bundle one parent row
 * and a row for each part: only parents count.
 */
export function orderLines(items: readonly Item[], currency: string): OrderLine[] {
  return items.flatMap((item, index) => (isPart(item) ? [] : [orderLine(item, index, items, currency)]));
}

/** Whether everything that can be shipped was: of a bundle, which may leave in parts, as far as its parts say so. */
export function allShipped(items: readonly Item[]): boolean {
  const goods = items.filter((item) => !isPart(item) && item.is_virtual !== "1" && item.is_virtual !== "true" && item.product_type !== "virtual" && item.product_type !== "downloadable");
  const left = (item: Item): boolean => {
    const parts = items.filter((part) => item.item_id !== null && part.parent_item_id === item.item_id);
    return isGone(item) || (item.product_type === "bundle" && parts.length > 0 && parts.every(isGone));
  };
  return goods.length > 0 && goods.every(left) && items.some((item) => count(item.qty_shipped) > 0);
}

const isPart = (item: Item): boolean => looseRef(item.parent_item_id) !== null;
const isGone = (item: Item): boolean => count(item.qty_ordered) > 0 && count(item.qty_shipped) + count(item.qty_canceled) + count(item.qty_refunded) >= count(item.qty_ordered);
const count = (value: string | null): number => (value !== null && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : 0);

function orderLine(item: Item, index: number, items: readonly Item[], currency: string): OrderLine {
  const field = `items[${index}]`;
  const money = (value: string | null, name: string): number => readMoney(value, currency, `${field}.${name}`) ?? 0;
  const net = required(readMoney(item.row_total, currency, `${field}.row_total`), `${field}.row_total`);
  const shown = hasTaxInPrice(item, currency, field) ? money(item.row_total_incl_tax, "row_total_incl_tax") : net;
  // A bundle that is priced by its parts has its discount on them.
  const parts = item.product_type === "bundle" ? items.filter((part) => item.item_id !== null && part.parent_item_id === item.item_id) : [];
  const discount = [item, ...parts].reduce((sum, one) => sum + Math.abs(money(one.discount_amount, "discount_amount")), 0);
  return {
    ref: looseRef(item.item_id) ?? `line-${index + 1}`,
    productRef: looseRef(item.product_id),
    sku: item.sku,
    title: item.name ?? item.sku ?? "Untitled item",
    quantity: readQuantity(item.qty_ordered, `${field}.qty_ordered`),
    total: exactSum(shown - discount, field),
    imageUrl: null,
  };
}

/** The shop's prices are kept with tax in them: then `original_price`, the one of the catalogue, is the price with tax. */
function hasTaxInPrice(item: Item, currency: string, field: string): boolean {
  const [original, net, gross] = (["original_price", "price", "price_incl_tax"] as const).map((name) => readMoney(item[name], currency, `${field}.${name}`));
  return item.row_total_incl_tax !== null && typeof gross === "number" && original === gross && net !== gross;
}
