import { phoneFinder } from "#app/core/event/payload/export-phone.ts";
import type { FindPhone } from "#app/core/event/payload/export-phone.ts";
import { amountIn, BadCell, currencyIn, findColumns, has, headerKey, neededIn, productRefOf, quantityIn, textIn, timeIn } from "#app/core/event/payload/export-row.ts";
import type { ExportProblem, ExportReader, ExportRow, ExportShop, OrdersExport } from "#app/core/event/payload/export-row.ts";
import { timeReader } from "#app/core/event/payload/export-time.ts";
import type { ReadTime } from "#app/core/event/payload/export-time.ts";
import { refundedStandIn, shippedStandIn } from "#app/core/event/exported-order.ts";
import { exactSum, looseRef } from "#app/core/event/payload/values.ts";
import type { OrderLine, OrderSnapshot, ShipmentSnapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { COLUMNS, NEEDED } from "./export-columns.ts";
import type { Columns } from "./export-columns.ts";
import { exportCustomer } from "./export-customer.ts";
import { isCashOnDeliveryName, isPaidStatus, progressOfStatus, isAwaitedStatus } from "./payment.ts";
import { versioned } from "./version.ts";

/**
 * Shopify's orders export ("Plain CSV file" and "CSV for Excel" are alike): one row per line item, the
 * order's own fields on its first row only. Columns: help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders.
 */
export const shopifyOrdersExport: OrdersExport = {
  platform: "shopify",
  open(header, shop) {
    const names = new Set(header.map(headerKey));
    if (!names.has("lineitem_name") && !names.has("lineitem_quantity")) return null;
    const columns = findColumns(header, COLUMNS);
    const missing = Object.entries(NEEDED).filter(([key]) => !has(columns[key as keyof Columns])).map(([, name]) => `"${name}"`);
    if (missing.length === 0) return { kind: "reader", reader: readerOf(columns, shop) };
    const [what, which] = missing.length === 1 ? ["column", "is"] : ["columns", "are"];
    return { kind: "unusable", reason: `This looks like Shopify's orders export, but the ${what} ${missing.join(", ")} ${which} missing. Export again in Shopify under Orders, Export, and leave the file as it is.` };
  },
};

function readerOf(columns: Columns, shop: ExportShop): ExportReader {
  const context: Context = { columns, shop, readTime: timeReader(shop.timeZone), findPhone: phoneFinder(shop.country) };
  return {
    orderOf: (row) => textIn(row, columns.name),
    read: (rows, report) => orderSnapshot(rows, context, report),
  };
}

type Context = { readonly columns: Columns; readonly shop: ExportShop; readonly readTime: ReadTime; readonly findPhone: FindPhone };

function orderSnapshot(rows: readonly [ExportRow, ...ExportRow[]], context: Context, report: (problem: ExportProblem) => void): OrderSnapshot {
  const { columns, readTime } = context;
  const [first] = rows;
  const name = neededIn(textIn(first, columns.name), first, columns.name);
  if (textIn(first, columns.total) === null && textIn(first, columns.financialStatus) === null) {
    throw new BadCell(first, columns.total.name, `the first row of order ${name} is missing or stands elsewhere in the file`);
  }
  // A spreadsheet that saved the file may have turned long ids into 5.82E+12, the same for many orders.
  const ref = looseRef(textIn(first, columns.id)) ?? name;
  const currency = currencyIn(first, columns.currency, context.shop.currency);
  const placedAt = neededIn(timeIn(first, columns.createdAt, readTime), first, columns.createdAt);
  const status = (textIn(first, columns.financialStatus) ?? "").toLowerCase();
  const cashOnDelivery = isCashOnDeliveryName(textIn(first, columns.paymentMethod) ?? "");
  const paidAt = status === "" || isPaidStatus(status) ? (timeIn(first, columns.paidAt, readTime) ?? (isPaidStatus(status) ? placedAt : null)) : null;
  const shippedAt = timeIn(first, columns.fulfilledAt, readTime);
  const fulfillment = textIn(first, columns.fulfillmentStatus)?.toLowerCase() ?? "";
  const cancelledAt = timeIn(first, columns.cancelledAt, readTime);
  // The export does not say when money went back: no earlier than all it does say.
  const lastAt = Math.max(placedAt, paidAt ?? 0, shippedAt ?? 0, cancelledAt ?? 0);
  const refunded = paidAt === null && status !== "partially_paid" ? 0 : (amountIn(first, columns.refundedAmount, currency) ?? 0);
  const total = neededIn(amountIn(first, columns.total, currency), first, columns.total);
  if (total < 0) throw new BadCell(first, columns.total.name, "the total is below zero");
  const rank = progressOfStatus(status, fulfillment, cancelledAt !== null, (shippedAt === null ? 0 : 1) + (refunded > 0 ? 1 : 0));
  const content = {
    kind: "order" as const,
    ref,
    number: name,
    placedAt,
    draft: false,
    test: false,
    currency,
    total,
    ...discountGiven(first, columns, currency),
    lines: orderLines(rows, columns, currency, report),
    paidAt,
    paymentFailed: false,
    awaitingPayment: isAwaitedStatus(status) && !cashOnDelivery,
    cashOnDelivery,
    fulfilledAt: fulfillment === "fulfilled" ? shippedAt : null,
    cancelledAt,
    fullyRefundedAt: status === "refunded" ? lastAt : null,
    customer: exportCustomer(first, columns, context.findPhone),
    consents: /^(?:yes|true)$/i.test(textIn(first, columns.acceptsMarketing) ?? "") ? [{ channel: "email" as const, granted: true, at: placedAt, source: "checkout" }] : [],
    shipments: shippedAt === null ? [] : [shipmentOf(ref, shippedAt, lastAt, rank)],
    refunds: refunded > 0 ? [{ kind: "refund" as const, ref: refundedStandIn(ref), orderRef: ref, at: lastAt, amount: refunded, currency, reason: null }] : [],
    restored: false,
    exported: true as const,
  };
  return versioned(content, lastAt, rank);
}

/** The export names no parcels, only that something left at this moment. */
function shipmentOf(orderRef: string, shippedAt: Instant, at: Instant, rank: number): ShipmentSnapshot {
  const version = { at, rank, digest: String(shippedAt) };
  return { kind: "shipment", ref: shippedStandIn(orderRef), orderRef, version, cancelled: false, shippedAt, deliveredAt: null, carrier: null, trackingNumber: null, trackingUrl: null };
}

function orderLines(rows: readonly [ExportRow, ...ExportRow[]], columns: Columns, currency: string, report: (problem: ExportProblem) => void): OrderLine[] {
  const lines: OrderLine[] = [];
  for (const [index, row] of rows.entries()) {
    try {
      const line = orderLine(row, index, columns, currency);
      if (line) lines.push(line);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      report({ line: error.line, field: error.field, problem: `${error.message}; this item was left out` });
    }
  }
  return spread(lines, orderDiscount(rows[0], columns, currency, lines));
}

function orderLine(row: ExportRow, index: number, columns: Columns, currency: string): OrderLine | null {
  const title = textIn(row, columns.lineName, 500);
  const sku = textIn(row, columns.lineSku);
  // An order's row can be there without an item: all of them were removed.
  if (title === null && sku === null && textIn(row, columns.linePrice) === null) return null;
  const quantity = quantityIn(row, columns.lineQuantity);
  const price = neededIn(amountIn(row, columns.linePrice, currency), row, columns.linePrice);
  const discount = amountIn(row, columns.lineDiscount, currency) ?? 0;
  const total = exactSum(Math.max(0, Math.round(price * quantity) - discount), columns.linePrice.name);
  return { ref: `line-${index + 1}`, productRef: productRefOf(sku, title), sku, title: title ?? sku ?? "Untitled item", quantity, total, imageUrl: null };
}

/** Left out where the file has no such column or cell. */
function discountGiven(first: ExportRow, columns: Columns, currency: string): { readonly discount?: number } {
  const given = amountIn(first, columns.discountAmount, currency);
  return given === null || given < 0 ? {} : { discount: given };
}

/** What a code took off the whole order: the lines' sum less the subtotal, which is after discounts, and no more than the export says. */
function orderDiscount(first: ExportRow, columns: Columns, currency: string, lines: readonly OrderLine[]): number {
  const given = amountIn(first, columns.discountAmount, currency) ?? 0;
  const subtotal = amountIn(first, columns.subtotal, currency);
  if (given <= 0 || subtotal === null) return 0;
  return Math.max(0, Math.min(given, sum(lines) - subtotal));
}

/** Takes an amount off the lines in proportion; what rounding leaves over goes to the last. */
function spread(lines: readonly OrderLine[], discount: number): OrderLine[] {
  const whole = sum(lines);
  if (discount === 0 || whole === 0) return [...lines];
  let taken = 0;
  let seen = 0;
  return lines.map((line) => {
    seen += line.total;
    const off = Math.round((discount * seen) / whole) - taken;
    taken += off;
    return { ...line, total: Math.max(0, line.total - off) };
  });
}

const sum = (lines: readonly OrderLine[]): number => lines.reduce((total, line) => total + line.total, 0);

