import { amountIn, BadCell, findColumns, has, neededIn, productRefOf, quantityIn, textIn } from "#app/core/event/payload/export-row.ts";
import type { Column, ExportProblem, ExportRow } from "#app/core/event/payload/export-row.ts";
import { exactSum } from "#app/core/event/payload/values.ts";
import type { OrderLine } from "#app/core/event/snapshot.ts";
import { ITEM_COLUMNS, numberedNames } from "./export-columns.ts";
import type { ItemColumns } from "./export-columns.ts";

/** Where an export keeps an order's items. */
export type ItemLayout =
  | { readonly kind: "rows"; readonly columns: ItemColumns }
  | { readonly kind: "numbered"; readonly sets: readonly ItemColumns[] }
  /** "name:Mug|quantity:2|total:18.00": several in one cell joined by ";", or one to a column. */
  | { readonly kind: "packed"; readonly cells: readonly Column[] }
  | { readonly kind: "none" };

export function itemLayout(header: readonly string[], packed: Column): ItemLayout {
  const columns = findColumns(header, ITEM_COLUMNS);
  if ((has(columns.name) || has(columns.sku)) && (has(columns.total) || has(columns.price) || has(columns.quantity))) return { kind: "rows", columns };
  const cells = has(packed) ? [packed] : numbered((number) => findColumns(header, { item: [`line_item_${number}`, `order_item_${number}`] }).item, has);
  if (cells.length > 0) return { kind: "packed", cells };
  const sets = numbered((number) => findColumns(header, numberedNames(number)), (set) => has(set.name) || has(set.sku));
  return sets.length > 0 ? { kind: "numbered", sets } : { kind: "none" };
}

function numbered<T>(find: (number: number) => T, exists: (found: T) => boolean): T[] {
  const found: T[] = [];
  for (let number = 1; number <= 1000; number += 1) {
    const next = find(number);
    if (!exists(next)) break;
    found.push(next);
  }
  return found;
}

/** An order's items; one that cannot be read is reported and left out. */
export function orderLines(rows: readonly [ExportRow, ...ExportRow[]], layout: ItemLayout, currency: string, report: (problem: ExportProblem) => void): OrderLine[] {
  const [first] = rows;
  const lines: OrderLine[] = [];
  const add = (read: (index: number) => OrderLine | null): void => {
    try {
      const line = read(lines.length);
      if (line) lines.push(line);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      report({ line: error.line, field: error.field, problem: `${error.message}; this item was left out` });
    }
  };
  if (layout.kind === "rows") for (const row of rows) add((index) => orderLine(row, layout.columns, index, currency));
  if (layout.kind === "numbered") for (const set of layout.sets) add((index) => orderLine(first, set, index, currency));
  if (layout.kind === "packed") {
    for (const row of rows) for (const cell of layout.cells) for (const item of unpack(row, cell)) add((index) => packedLine(item, row, cell, index, currency));
  }
  return lines;
}

/** The export does not say whether prices include tax: totals are taken as they stand. */
function orderLine(row: ExportRow, columns: ItemColumns, index: number, currency: string): OrderLine | null {
  const title = textIn(row, columns.name, 500);
  const sku = textIn(row, columns.sku);
  if (title === null && sku === null) return null;
  const quantity = quantityIn(row, columns.quantity);
  const total = amountIn(row, columns.total, currency);
  if (total !== null || !has(columns.price)) return lineOf(index, sku, title, quantity, neededIn(total, row, columns.total));
  return lineOf(index, sku, title, quantity, Math.round(neededIn(amountIn(row, columns.price, currency), row, columns.price) * quantity));
}

function lineOf(index: number, sku: string | null, title: string | null, quantity: number, total: number): OrderLine {
  return { ref: `line-${index + 1}`, productRef: productRefOf(sku, title), sku, title: title ?? sku ?? "Untitled item", quantity, total: exactSum(Math.max(0, total), "total"), imageUrl: null };
}

type Packed = ReadonlyMap<string, string>;

function unpack(row: ExportRow, column: Column): Packed[] {
  const text = row.cells[column.index]?.trim() ?? "";
  if (text === "") return [];
  if (/^[[{]/.test(text)) return unpackJson(text, row, column);
  // A title may hold a ";" of its own: an item begins with "id:", "name:" or "product_id:".
  return text.split(/;(?=\s*(?:id|name|product_id|sku):)/).map((item) => {
    const fields = new Map<string, string>();
    for (const part of item.split(/(?<!\\)\|/)) {
      const colon = part.indexOf(":");
      const key = part.slice(0, Math.max(0, colon)).trim().toLowerCase();
      if (colon > 0 && !fields.has(key)) fields.set(key, part.slice(colon + 1).trim());
    }
    return fields;
  });
}

function unpackJson(text: string, row: ExportRow, column: Column): Packed[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadCell(row, column.name, "the order's items cannot be read");
  }
  const items = Array.isArray(value) ? (value as unknown[]) : [value];
  return items.filter((item) => typeof item === "object" && item !== null).map((item) => new Map(Object.entries(item).flatMap(([key, part]): [string, string][] => (typeof part === "string" || typeof part === "number" ? [[key, String(part)]] : []))));
}

/** As a row of its own, so that both are read and judged alike. */
function packedLine(item: Packed, row: ExportRow, column: Column, index: number, currency: string): OrderLine | null {
  const keys = ["name", "sku", "quantity", "total", "price"] as const;
  const cells = keys.map((key) => item.get(key) ?? "");
  const columns = Object.fromEntries(keys.map((key, at) => [key, { index: at, name: `${column.name} (${key})` }])) as ItemColumns;
  return orderLine({ line: row.line, cells }, columns, index, currency);
}
