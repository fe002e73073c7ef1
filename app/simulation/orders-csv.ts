import { BadCell } from "#app/core/event/payload/export-row.ts";
import type { ExportProblem, ExportRow, ExportShop } from "#app/core/event/payload/export-row.ts";
import { Unreadable } from "#app/core/event/payload/values.ts";
import type { Platform } from "#app/core/event/connector.ts";
import type { OrderSnapshot } from "#app/core/event/snapshot.ts";
import { readHeader } from "./csv-header.ts";
import type { Header } from "./csv-header.ts";
import { CsvRows } from "./csv-rows.ts";
import { fileText } from "./file-text.ts";
import type { Chunks } from "./file-text.ts";
import { UnusableFile } from "./unusable-file.ts";

export type OrdersCsvOptions = {
  /** Told the bytes read so far, packed ones of a .gz. */
  readonly onProgress?: (bytes: number) => void;
  /** How many problems are kept in full; all are counted. */
  readonly mostProblems?: number;
  /** Told every problem as it is found, also those past `mostProblems`. */
  readonly onProblem?: (problem: ExportProblem) => void;
};

/** Grows while the orders are read. */
export type OrdersCsvSummary = {
  readonly platform: Platform | null;
  readonly orders: number;
  /** Rows below the header, also those left out. */
  readonly rows: number;
  /** Orders that were there and could not be read. */
  readonly unread: number;
  readonly problems: readonly ExportProblem[];
  readonly problemCount: number;
};

/** `orders` can be gone through once, and throws UnusableFile, with a sentence for the merchant, when the file as a whole is of no use. */
export type OrdersCsv = { readonly orders: AsyncIterable<OrderSnapshot>; readonly summary: OrdersCsvSummary };

/** An order of more rows than this is a file whose order column says the same everywhere. */
const MOST_ROWS = 10_000;

/** A first line longer than this is no line of column names. */
const LONGEST_HEADER = 1 << 20;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Reads an orders export (Shopify's, or one of the WooCommerce plugins') from a file's chunks, in the
 * file's order and in constant memory: bytes of UTF-8, packed with gzip or not, or text. A row that
 * cannot be read is noted in the summary and left out.
 *
 * @param shop what the file does not say: currency and country, and the zone of times without one
 */
export function readOrdersCsv(chunks: Chunks, shop: ExportShop, options: OrdersCsvOptions = {}): OrdersCsv {
  const problems: ExportProblem[] = [];
  const summary: Mutable<OrdersCsvSummary> = { platform: null, orders: 0, rows: 0, unread: 0, problems, problemCount: 0 };
  const report = (problem: ExportProblem): void => {
    summary.problemCount += 1;
    if (problems.length < (options.mostProblems ?? 100)) problems.push(problem);
    options.onProblem?.(problem);
  };
  return { orders: orders(fileText(chunks, options.onProgress ?? (() => undefined)), shop, summary, report), summary };
}

async function* orders(text: AsyncIterable<string>, shop: ExportShop, summary: Mutable<OrdersCsvSummary>, report: (problem: ExportProblem) => void): AsyncGenerator<OrderSnapshot> {
  const begin = (found: HeaderLine): Begun => {
    const header = readHeader(found.text, shop);
    summary.platform = header.platform;
    return { assembly: new Assembly(header, summary, report), rows: new CsvRows(header.delimiter, found.newline, found.nextLine, report) };
  };
  let begun: Begun | null = null;
  let head = "";
  for await (const piece of text) {
    let rest = piece;
    if (begun === null) {
      head += head === "" ? piece.replace(/^\ufeff/, "") : piece;
      const found = headerLine(head, false);
      if (!found) continue;
      begun = begin(found);
      rest = head.slice(found.end);
    }
    for (const row of begun.rows.push(rest)) {
      const order = begun.assembly.add(row);
      if (order) yield order;
    }
  }
  const found = begun === null ? headerLine(head, true) : null;
  begun ??= found && begin(found);
  if (begun === null) throw new UnusableFile("The file is empty.");
  for (const row of begun.rows.end()) {
    const order = begun.assembly.add(row);
    if (order) yield order;
  }
  const order = begun.assembly.finish();
  if (order) yield order;
  if (summary.rows === 0 && summary.problemCount === 0) throw new UnusableFile("The file has column names but no orders below them.");
}

type Begun = { readonly assembly: Assembly; readonly rows: CsvRows };

/** Puts the rows of one order together. */
class Assembly {
  readonly #header: Header;
  readonly #summary: Mutable<OrdersCsvSummary>;
  readonly #report: (problem: ExportProblem) => void;
  #key: string | null = null;
  #rows: ExportRow[] = [];

  constructor(header: Header, summary: Mutable<OrdersCsvSummary>, report: (problem: ExportProblem) => void) {
    this.#header = header;
    this.#summary = summary;
    this.#report = report;
  }

  /** @returns the order before, once the row begins another */
  add(row: ExportRow): OrderSnapshot | null {
    this.#summary.rows += 1;
    const { width, reader } = this.#header;
    if (row.cells.length !== width && !onlyEmptyAfter(row.cells, width)) {
      this.#report({ line: row.line, field: "", problem: `the row has ${row.cells.length} cells where the header has ${width}, so it was left out` });
      return null;
    }
    const key = reader.orderOf(row);
    if (this.#rows.length > 0 && (key === null || key === this.#key)) {
      if (this.#rows.length < MOST_ROWS) this.#rows.push(row);
      else this.#report({ line: row.line, field: "", problem: `order ${this.#key} has more than ${MOST_ROWS} rows, so this one was left out` });
      return null;
    }
    const before = this.finish();
    this.#key = key;
    this.#rows = [row];
    return before;
  }

  finish(): OrderSnapshot | null {
    const [first, ...others] = this.#rows;
    this.#rows = [];
    if (!first) return null;
    try {
      const order = this.#header.reader.read([first, ...others], this.#report);
      if (order) this.#summary.orders += 1;
      return order;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#summary.unread += 1;
      const at = error instanceof BadCell ? { line: error.line, field: error.field } : { line: first.line, field: "" };
      this.#report({ ...at, problem: `${error.message}; this order was left out` });
      return null;
    }
  }
}

/** Some programs write empty cells past the last column. */
function onlyEmptyAfter(cells: readonly string[], width: number): boolean {
  return cells.length > width && cells.slice(width).every((cell) => cell === "");
}

export type HeaderLine = { readonly text: string; readonly newline: "\n" | "\r"; readonly end: number; readonly nextLine: number };

/** The first line that is not empty nor a spreadsheet's note of the separator ("sep=;"); null while it has not come whole. */
export function headerLine(text: string, ended: boolean): HeaderLine | null {
  // "\r" alone ends lines only where it comes first; as the last character yet it may be half of "\r\n".
  const newline = /^[^\r\n]*\r[^\n]/.test(text) ? "\r" : "\n";
  let line = 1;
  for (let start = 0; start < text.length; line += 1) {
    const found = text.indexOf(newline, start);
    if (found < 0 && !ended && text.length < LONGEST_HEADER) return null;
    const end = found < 0 ? text.length : found;
    const header = text.slice(start, end).replace(/\r$/, "");
    if (header.trim() !== "" && !/^"?sep=.{1,2}$/i.test(header)) return { text: header, newline, end: Math.min(text.length, end + 1), nextLine: line + 1 };
    start = end + 1;
  }
  return null;
}
