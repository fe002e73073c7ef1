import Papa from "papaparse";
import type { ExportShop, OpenedExport, OrdersExport } from "#app/core/event/payload/export-row.ts";
import type { Platform } from "#app/core/event/connector.ts";
import { shopifyOrdersExport } from "#connectors/shopify/orders-export.ts";
import { woocommerceOrdersExport } from "#connectors/woocommerce/orders-export.ts";
import { UnusableFile } from "./unusable-file.ts";

const EXPORTS: readonly OrdersExport[] = [shopifyOrdersExport, woocommerceOrdersExport];
export const DELIMITERS = [",", ";", "\t", "|"];

const KNOWN = "We read Shopify's orders export and WooCommerce's exports made with Customer/Order/Coupon Export, Advanced Order Export for WooCommerce, Order Import Export or WP All Export.";

export type Header = {
  readonly platform: Platform;
  readonly reader: Extract<OpenedExport, { kind: "reader" }>["reader"];
  readonly delimiter: string;
  /** Cells each row should have. */
  readonly width: number;
};

/**
 * Finds the separator and the platform by the column names.
 *
 * @throws UnusableFile naming what the file is instead
 */
export function readHeader(text: string, shop: ExportShop): Header {
  checkTable(text);
  let widest: string[] = [];
  let unusable: string | null = null;
  for (const delimiter of DELIMITERS) {
    const header = new Papa.Parser({ delimiter, newline: "\n" }).parse(text, 0, false).data[0] ?? [];
    if (header.length > widest.length) widest = header;
    for (const { platform, open } of EXPORTS) {
      const opened = open(header, shop);
      if (opened?.kind === "reader") return { platform, reader: opened.reader, delimiter, width: header.length };
      if (opened && unusable === null && header.length > 1) unusable = opened.reason;
    }
  }
  if (unusable !== null) throw new UnusableFile(unusable);
  if (widest.length < 2) throw new UnusableFile("This does not look like a CSV file: its first line holds no column names. Export the orders as CSV and try again.");
  const shown = widest.slice(0, 6).map((name) => JSON.stringify(name.trim().slice(0, 40)));
  throw new UnusableFile(`The columns of this file (${shown.join(", ")}${widest.length > 6 ? ", …" : ""}) are not those of an orders export we know. ${KNOWN}`);
}

/** @throws UnusableFile where a first line is that of no table at all */
export function checkTable(text: string): void {
  if (/^\s*[[{]/.test(text) || /^\s*<[!?a-z]/i.test(text)) throw new UnusableFile("This is not a CSV file: it begins like a web page or a data file of another kind. Export the orders as CSV and try again.");
  if (text.includes("\u0000")) throw new UnusableFile('This is not a CSV file in UTF-8. Save it as "CSV UTF-8" and try again.');
}
