/**
 * What the readers of orders exports share: the rows and columns of a table file, and values read from
 * its cells; what cannot be read is named by its line and column.
 */
import type { Platform, ShopContext } from "../connector.ts";
import type { OrderSnapshot } from "../snapshot.ts";
import type { Instant } from "../../shared/instant.ts";
import { minorUnitDigits, parseMoney } from "../../shared/money.ts";
import type { ReadTime } from "./export-time.ts";
import { cleanText } from "./fields.ts";
import { quoted, readQuantity, Unreadable } from "./values.ts";

/** `line` is where the row begins in the file; the header is on line 1. */
export type ExportRow = { readonly line: number; readonly cells: readonly string[] };

/** Something not read, in a merchant's words; `field` is the file's own name of the column, or "" for the whole row. */
export type ExportProblem = { readonly line: number; readonly field: string; readonly problem: string };

/** `timeZone` (IANA) is the shop's: many exports write times without one. */
export type ExportShop = ShopContext & { readonly timeZone: string };

export type ExportReader = {
  /** What names the order a row belongs to; null when the row continues the one above. */
  orderOf(row: ExportRow): string | null;
  /**
   * The order of these rows, which follow each other in the file. A line item that cannot be read is
   * reported and left out.
   *
   * @returns null for what is no order (a draft in the bin), which is no problem either
   * @throws BadCell when the order itself cannot be read
   */
  read(rows: readonly [ExportRow, ...ExportRow[]], report: (problem: ExportProblem) => void): OrderSnapshot | null;
};

export type OpenedExport =
  | { readonly kind: "reader"; readonly reader: ExportReader }
  /** The platform's, but not to be used: what is missing and what to do, in one or two sentences. */
  | { readonly kind: "unusable"; readonly reason: string };

/** One platform's orders exports. */
export type OrdersExport = {
  readonly platform: Platform;
  /** @returns null when the header is not of this platform */
  open(header: readonly string[], shop: ExportShop): OpenedExport | null;
};

/** A needed value that is missing or cannot be understood. */
export class BadCell extends Unreadable {
  readonly line: number;
  readonly field: string;
  constructor(row: ExportRow, field: string, problem: string) {
    super(problem);
    this.line = row.line;
    this.field = field;
  }
}

/** `index` is -1 for a column the file does not have. */
export type Column = { readonly index: number; readonly name: string };

/** "Email (Billing)", "email_billing" and " EMAIL-BILLING" are one name. */
export function headerKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_|_$/g, "");
}

/** Each column under the first of its names that the header has; names are given as `headerKey` writes them. */
export function findColumns<K extends string>(header: readonly string[], names: Readonly<Record<K, readonly string[]>>): Readonly<Record<K, Column>> {
  const places = new Map<string, number>();
  for (const [index, name] of header.entries()) if (!places.has(headerKey(name))) places.set(headerKey(name), index);
  const find = (aliases: readonly string[]): Column => {
    for (const alias of aliases) {
      const index = places.get(alias);
      if (index !== undefined) return { index, name: header[index]?.trim() ?? alias };
    }
    return { index: -1, name: aliases[0] ?? "" };
  };
  return Object.fromEntries(Object.entries<readonly string[]>(names).map(([key, aliases]) => [key, find(aliases)])) as Record<K, Column>;
}

export const has = (column: Column): boolean => column.index >= 0;

/** Text for people, at most `max` UTF-16 units; null when there is none. */
export function textIn(row: ExportRow, column: Column, max = 200): string | null {
  const cell = row.cells[column.index];
  return cell === undefined || cell === "" ? null : cleanText(cell, max);
}

/** Minor units; null for an empty cell. @throws BadCell */
export function amountIn(row: ExportRow, column: Column, currency: string): number | null {
  const text = textIn(row, column);
  if (text === null) return null;
  const amount = parseMoney(text, currency) ?? parseMoney(plainAmount(text, currency), currency);
  if (amount === null) throw new BadCell(row, column.name, `${quoted(text)} is not an amount of ${currency}`);
  return amount;
}

/** @throws BadCell */
export function timeIn(row: ExportRow, column: Column, read: ReadTime): Instant | null {
  const text = textIn(row, column);
  if (text === null || text.startsWith("0000-00-00")) return null;
  const at = read(text);
  if (at === "ambiguous") throw new BadCell(row, column.name, `${quoted(text)} can be two dates: we cannot tell the day from the month. Export again with dates written like 2026-01-31`);
  if (at === null) throw new BadCell(row, column.name, `${quoted(text)} is not a date and time`);
  return at;
}

/** 1 for an empty cell. @throws BadCell */
export function quantityIn(row: ExportRow, column: Column): number {
  const text = textIn(row, column)?.replace(/^(\d+),(\d+)$/, "$1.$2") ?? null;
  try {
    return readQuantity(text, column.name);
  } catch {
    throw new BadCell(row, column.name, `${quoted(text ?? "")} is not a quantity`);
  }
}

/** @throws BadCell when there is nothing */
export function neededIn<T>(value: T | null, row: ExportRow, column: Column): T {
  if (value === null) throw new BadCell(row, column.name, "this is missing");
  return value;
}

/** ISO 4217, the shop's own for an empty cell. @throws BadCell */
export function currencyIn(row: ExportRow, column: Column, fallback: string): string {
  const code = (textIn(row, column) ?? fallback).toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new BadCell(row, column.name, `${quoted(code)} is not a currency code`);
  return code;
}

/**
 * An export names products by no id that is the same in every order, so a product is its SKU, else its
 * title: what a shopper buys again must be seen as the same thing.
 */
export function productRefOf(sku: string | null, title: string | null): string | null {
  return sku ?? title?.normalize("NFKC").toLowerCase().replace(/\s+/g, " ") ?? null;
}

/**
 * "£1,234.50", "1.234,50 €" and "12,5" as a plain decimal. Of a comma and a point the later one is the
 * decimal sign; alone before three digits it separates thousands, unless the currency has three decimals.
 */
function plainAmount(text: string, currency: string): string {
  const bare = text.replace(/[\p{Sc}\s\u00a0\u202f']/gu, "");
  const comma = bare.lastIndexOf(",");
  const point = bare.lastIndexOf(".");
  if (comma > point && point >= 0) return bare.replaceAll(".", "").replace(",", ".");
  if (comma < 0) return bare;
  if (point > comma) return bare.replaceAll(",", "");
  const thousands = /^[+-]?\d{1,3}(?:,\d{3})+$/.test(bare) && minorUnitDigits(currency) !== 3;
  return thousands ? bare.replaceAll(",", "") : bare.replace(",", ".");
}
