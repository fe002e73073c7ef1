import type { FindPhone } from "#app/core/event/payload/export-phone.ts";
import { textIn } from "#app/core/event/payload/export-row.ts";
import type { Column, ExportRow } from "#app/core/event/payload/export-row.ts";
import { readCountry } from "#app/core/event/payload/values.ts";
import type { Address, CustomerHint } from "#app/core/event/snapshot.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import type { Columns } from "./export-columns.ts";

/** Who a row of the orders export says bought; nobody but the order itself for a guest without e-mail and phone. */
export function exportCustomer(row: ExportRow, columns: Columns, findPhone: FindPhone): CustomerHint {
  const shipping = addressOf(row, columns.shippingCountry, columns.shippingProvince, columns.shippingCity, columns.shippingZip);
  const billing = addressOf(row, columns.billingCountry, columns.billingProvince, columns.billingCity, columns.billingZip);
  const country = shipping?.country ?? billing?.country ?? null;
  const phones = [
    [unmarked(row, columns.phone), null],
    [unmarked(row, columns.shippingPhone), shipping?.country ?? null],
    [unmarked(row, columns.billingPhone), billing?.country ?? null],
  ] as const;
  return {
    ref: null,
    email: normaliseEmail(textIn(row, columns.email, 255)),
    phone: findPhone(phones, country),
    ...nameOf(textIn(row, columns.billingName) ?? textIn(row, columns.shippingName)),
    locale: null,
    address: shipping ?? billing,
  };
}

/** The export joins both names; the first word is the first name more often than not. */
function nameOf(name: string | null) {
  const space = name?.indexOf(" ") ?? -1;
  if (name === null || space < 0) return { firstName: name, lastName: null };
  return { firstName: name.slice(0, space), lastName: name.slice(space + 1).trim() };
}

function addressOf(row: ExportRow, country: Column, province: Column, city: Column, zip: Column): Address | null {
  const address = { country: readCountry(textIn(row, country)), province: textIn(row, province), city: textIn(row, city), postcode: unmarked(row, zip) };
  return address.country || address.province || address.city || address.postcode ? address : null;
}

/** Shopify writes '01234 so that a spreadsheet keeps the zero. */
function unmarked(row: ExportRow, column: Column): string | null {
  return textIn(row, column)?.replace(/^'/, "") || null;
}
