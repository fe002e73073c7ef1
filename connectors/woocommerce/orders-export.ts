import { phoneFinder } from "#app/core/event/payload/export-phone.ts";
import type { FindPhone } from "#app/core/event/payload/export-phone.ts";
import { amountIn, BadCell, currencyIn, findColumns, has, headerKey, neededIn, textIn, timeIn } from "#app/core/event/payload/export-row.ts";
import type { ExportProblem, ExportReader, ExportRow, ExportShop, OpenedExport, OrdersExport } from "#app/core/event/payload/export-row.ts";
import { timeReader } from "#app/core/event/payload/export-time.ts";
import type { ReadTime } from "#app/core/event/payload/export-time.ts";
import { refundedStandIn } from "#app/core/event/exported-order.ts";
import { looseRef, readCountry } from "#app/core/event/payload/values.ts";
import type { Address, CustomerHint, OrderSnapshot } from "#app/core/event/snapshot.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import { isConsentKey, orderConsents } from "./consent.ts";
import { COLUMNS } from "./export-columns.ts";
import type { Columns } from "./export-columns.ts";
import { itemLayout, orderLines } from "./export-lines.ts";
import type { ItemLayout } from "./export-lines.ts";
import { isDraft, isFulfilled, rankOf, statusOf } from "./status.ts";
import { versioned } from "./version.ts";

const PLUGINS = "Export with a plugin that writes the customer's e-mail address and try again: Customer/Order/Coupon Export, Advanced Order Export for WooCommerce, Order Import Export or WP All Export.";

/** Of these, one is in every layout and in no other shop software's export. */
const MARKS = ["billing_email", "email_billing", "billing_email_address", "order_status", "order_total", "order_total_amount", "n_revenue_formatted", "payment_method_title", "billing_first_name", "line_items"];

/**
 * WooCommerce's own export (Analytics, Orders) names no e-mail address, so shops use plugins: one row
 * per order or one per item, under several names for each column (see COLUMNS).
 */
export const woocommerceOrdersExport: OrdersExport = {
  platform: "woocommerce",
  open(header, shop) {
    const names = new Set(header.map(headerKey));
    if (header.length < 2 || !MARKS.some((mark) => names.has(mark))) return null;
    if (names.has("n_revenue_formatted")) return unusable(`This is WooCommerce's own export from Analytics. It does not say which customer placed an order. ${PLUGINS}`);
    const columns = findColumns(header, COLUMNS);
    if (!has(columns.email) && !has(columns.accountEmail)) return unusable(`This export does not say which customer placed an order: it has no column of e-mail addresses. ${PLUGINS}`);
    const missing = [
      has(columns.id) || has(columns.number) ? null : "order number",
      has(columns.placed) ? null : "order date",
      has(columns.total) ? null : "order total",
    ].filter((name) => name !== null);
    if (missing.length > 0) return unusable(`This looks like a WooCommerce orders export, but it has no column for the ${missing.join(", nor for the ")}. Add it in the export plugin's settings and export again.`);
    return { kind: "reader", reader: readerOf(header, columns, shop) };
  },
};

const unusable = (reason: string): OpenedExport => ({ kind: "unusable", reason });

type Context = {
  readonly columns: Columns;
  readonly layout: ItemLayout;
  /** Columns a consent plugin's answer stands in, under the plugin's own key. */
  readonly answers: readonly { readonly key: string; readonly index: number }[];
  readonly shop: ExportShop;
  readonly readTime: ReadTime;
  readonly findPhone: FindPhone;
};

function readerOf(header: readonly string[], columns: Columns, shop: ExportShop): ExportReader {
  const context: Context = {
    columns,
    layout: itemLayout(header, columns.items),
    answers: header.map((name, index) => ({ key: name.trim().replace(/^meta:/, ""), index })).filter(({ key }) => isConsentKey(key)),
    shop,
    readTime: timeReader(shop.timeZone),
    findPhone: phoneFinder(shop.country),
  };
  return {
    orderOf: (row) => textIn(row, columns.id) ?? textIn(row, columns.number),
    read: (rows, report) => orderSnapshot(rows, context, report),
  };
}

function orderSnapshot(rows: readonly [ExportRow, ...ExportRow[]], context: Context, report: (problem: ExportProblem) => void): OrderSnapshot | null {
  const { columns, readTime } = context;
  const [first] = rows;
  const number = textIn(first, columns.number) ?? textIn(first, columns.id);
  const ref = neededIn(looseRef(textIn(first, columns.id)) ?? number, first, has(columns.id) ? columns.id : columns.number);
  const status = statusOf((textIn(first, columns.status) ?? "").replace(/^pending payment$/i, "pending").trim().replace(/\s+/g, "-"));
  if (status === "trash" || status === "auto-draft") return null;
  const currency = currencyIn(first, columns.currency, context.shop.currency);
  const placedAt = neededIn(timeIn(first, columns.placed, readTime), first, columns.placed);
  const paidOn = timeIn(first, columns.paid, readTime);
  const completedAt = timeIn(first, columns.completed, readTime);
  const modifiedAt = Math.max(placedAt, paidOn ?? 0, completedAt ?? 0, timeIn(first, columns.modified, readTime) ?? 0);
  const cashOnDelivery = textIn(first, columns.paymentMethod) === "cod" || /cash on delivery/i.test(`${textIn(first, columns.paymentTitle)} ${textIn(first, columns.paymentMethod)}`);
  const total = neededIn(amountIn(first, columns.total, currency), first, columns.total);
  if (total < 0) throw new BadCell(first, columns.total.name, "the total is below zero");
  const refunded = Math.abs(amountIn(first, columns.refunded, currency) ?? 0);
  const content = {
    kind: "order" as const,
    ref,
    number: number ?? ref,
    placedAt,
    draft: isDraft(status),
    test: false,
    currency,
    total,
    lines: orderLines(rows, context.layout, currency, report),
    paidAt: paidOn ?? paidByStatus(status, cashOnDelivery, placedAt, completedAt),
    paymentFailed: status === "failed",
    awaitingPayment: (status === "pending" || status === "on-hold") && !cashOnDelivery,
    cashOnDelivery,
    fulfilledAt: completedAt ?? (isFulfilled(status) && has(columns.modified) ? modifiedAt : null),
    cancelledAt: status === "cancelled" ? modifiedAt : null,
    fullyRefundedAt: status === "refunded" ? modifiedAt : null,
    customer: customerOf(first, columns, context.findPhone),
    consents: orderConsents(context.answers.map(({ key, index }) => ({ key, value: first.cells[index] })), placedAt),
    shipments: [],
    refunds: refunded > 0 ? [{ kind: "refund" as const, ref: refundedStandIn(ref), orderRef: ref, at: modifiedAt, amount: refunded, currency, reason: null }] : [],
    restored: false,
    exported: true as const,
  };
  return versioned(content, modifiedAt, 10 * rankOf(status) + (refunded > 0 ? 1 : 0));
}

/** Where the export has no column for it: an order is processed once it is paid, or, in cash, when it is handed over. */
function paidByStatus(status: string, cashOnDelivery: boolean, placedAt: number, completedAt: number | null): number | null {
  if (cashOnDelivery) return completedAt;
  return status === "processing" || status === "refunded" || isFulfilled(status) ? placedAt : null;
}

function customerOf(row: ExportRow, columns: Columns, findPhone: FindPhone): CustomerHint {
  const shipping = addressOf(row, columns, "shipping");
  const billing = addressOf(row, columns, "billing");
  const country = shipping?.country ?? billing?.country ?? null;
  const phones = [[textIn(row, columns.billingPhone), billing?.country ?? null], [textIn(row, columns.shippingPhone), shipping?.country ?? null]] as const;
  const buyer = [textIn(row, columns.billingFirst), textIn(row, columns.billingLast)] as const;
  const [firstName, lastName] = buyer[0] || buyer[1] ? buyer : [textIn(row, columns.shippingFirst), textIn(row, columns.shippingLast)];
  return {
    ref: looseRef(textIn(row, columns.customerId)),
    email: normaliseEmail(textIn(row, columns.email, 255)) ?? normaliseEmail(textIn(row, columns.accountEmail, 255)),
    phone: findPhone(phones, country),
    firstName,
    lastName,
    locale: null,
    address: shipping ?? billing,
  };
}

function addressOf(row: ExportRow, columns: Columns, kind: "billing" | "shipping"): Address | null {
  const address = {
    country: readCountry(textIn(row, columns[`${kind}Country`])),
    province: textIn(row, columns[`${kind}State`]),
    city: textIn(row, columns[`${kind}City`]),
    postcode: textIn(row, columns[`${kind}Postcode`]),
  };
  return address.country || address.province || address.city || address.postcode ? address : null;
}
