import Papa from "papaparse";
import type { ExportProblem, ExportRow } from "#app/core/event/payload/export-row.ts";
import { UnusableFile } from "./unusable-file.ts";

/** The longest row that is waited for, in UTF-16 units; past it a quotation mark was never closed. */
const LONGEST_ROW = 1 << 20;

/** Each stray quotation mark costs a search over up to LONGEST_ROW. */
const MOST_STRAY_QUOTES = 1000;

const GARBLED = 'from here on some letters cannot be read; if names matter, save the file as "CSV UTF-8" and try again';
const STRAY = 'a quotation mark (") is not closed or not doubled, so this line was left out';

/**
 * Cuts CSV text that comes in pieces into rows (RFC 4180, any line end), with the line each begins on.
 * A row whose quotation marks are broken is reported and the next line goes on: it never swallows the
 * rest of the file. Holds no more than one row and the last piece.
 */
export class CsvRows {
  readonly #parser: InstanceType<typeof Papa.Parser>;
  readonly #newline: "\n" | "\r";
  readonly #report: (problem: ExportProblem) => void;
  #pending = "";
  #line: number;
  #strays = 0;
  #skipping = false;
  #garbled = false;

  /** @param line of the file's first row that will be given */
  constructor(delimiter: string, newline: "\n" | "\r", line: number, report: (problem: ExportProblem) => void) {
    this.#parser = new Papa.Parser({ delimiter, newline });
    this.#newline = newline;
    this.#line = line;
    this.#report = report;
  }

  /** @throws UnusableFile when the text cannot be CSV */
  push(text: string): ExportRow[] {
    const garbled = this.#garbled ? -1 : text.indexOf("\ufffd");
    if (garbled >= 0) {
      this.#garbled = true;
      this.#report({ line: this.#line + count(this.#pending, this.#newline) + count(text.slice(0, garbled), this.#newline), field: "", problem: GARBLED });
    }
    this.#pending += text;
    return text.includes(this.#newline) || this.#pending.length > LONGEST_ROW ? this.#take(false) : [];
  }

  /** The row that no line end follows. */
  end(): ExportRow[] {
    return this.#take(true);
  }

  #take(last: boolean): ExportRow[] {
    const rows: ExportRow[] = [];
    for (;;) {
      if (this.#skipping && !this.#skip(0)) return rows;
      if (this.#pending === "") return rows;
      const whole = last || this.#pending.length > LONGEST_ROW;
      const parsed = this.#parser.parse(this.#pending, 0, !last);
      // Asked again only where a row has grown too long: an unclosed quotation mark is no error while more may come.
      const stuck = whole && !last && parsed.meta.cursor === 0 && parsed.errors.length === 0;
      const error = (stuck ? this.#parser.parse(this.#pending, 0, false) : parsed).errors.find(({ type }) => type === "Quotes");
      if (error === undefined) {
        if (stuck) throw new UnusableFile("This does not look like a CSV file: it has a line of more than a million characters.");
        this.#keep(parsed.data, last ? this.#pending.length : parsed.meta.cursor, rows);
        return rows;
      }
      this.#recover(error.index, rows);
    }
  }

  /** Takes the rows before the line on which a broken quotation mark opens, and passes over that line. */
  #recover(index: number, rows: ExportRow[]): void {
    this.#strays += 1;
    if (this.#strays > MOST_STRAY_QUOTES) throw new UnusableFile("The quotation marks in this file are broken in more than a thousand places. Export it again and do not edit it.");
    const lineStart = this.#pending.lastIndexOf(this.#newline, index - 1) + 1;
    const before = this.#parser.parse(this.#pending.slice(0, lineStart), 0, true);
    const skipTo = lineStart - before.meta.cursor;
    this.#keep(before.data, before.meta.cursor, rows);
    this.#report({ line: this.#line, field: "", problem: STRAY });
    this.#skipping = true;
    this.#skip(skipTo);
  }

  /** @returns false while the line's end has not come yet */
  #skip(from: number): boolean {
    const end = this.#pending.indexOf(this.#newline, from);
    const cut = end < 0 ? this.#pending.length : end + 1;
    this.#line += count(this.#pending.slice(0, cut), this.#newline);
    this.#pending = this.#pending.slice(cut);
    this.#skipping = end < 0;
    return end >= 0;
  }

  #keep(data: readonly string[][], consumed: number, rows: ExportRow[]): void {
    const plain = count(this.#pending.slice(0, consumed), this.#newline) <= data.length;
    for (const cells of data) {
      const line = this.#line;
      this.#line += 1;
      if (!plain) for (const cell of cells) this.#line += count(cell, this.#newline);
      const end = cells.length - 1;
      const final = cells[end];
      if (final?.endsWith("\r")) cells[end] = final.slice(0, -1);
      if (cells.length > 1 || cells[0] !== "") rows.push({ line, cells });
    }
    this.#pending = this.#pending.slice(consumed);
  }
}

function count(text: string, mark: string): number {
  let found = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) found += 1;
  return found;
}
