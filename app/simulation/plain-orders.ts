/** Reads any orders file with recognisable columns: one row per order, or one per line of it. */
import { BadCell, amountIn, has, textIn } from "#app/core/event/payload/export-row.ts";
import type { ExportProblem, ExportRow } from "#app/core/event/payload/export-row.ts";
import { quoted } from "#app/core/event/payload/values.ts";
import { ABSURD_AMOUNT } from "#app/core/scoring/observed.ts";
import { normaliseEmail } from "#app/core/shared/contact.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { minorUnitDigits } from "#app/core/shared/money.ts";
import { CsvRows } from "./csv-rows.ts";
import { fileText } from "./file-text.ts";
import type { Chunks } from "./file-text.ts";
import { headerLine } from "./orders-csv.ts";
import type { PlainColumns } from "./plain-orders-columns.ts";
import { PlainDates } from "./plain-orders-dates.ts";
import { PlainHistories } from "./plain-orders-histories.ts";
import { PlainRows } from "./plain-orders-rows.ts";
import { UnusableFile } from "./unusable-file.ts";

/** What the file does not say. */
export type PlainShop = {
  /** Of rows that name none. */
  readonly currency: string;
  readonly timeZone: string;
  /** Nothing later is read. */
  readonly until: Instant;
  /** How dates that can be read in two ways are meant; null: as the others of the file say. */
  readonly dayFirst: boolean | null;
};

export type PlainSummary = {
  rows: number;
  /** Rows that name nobody: what they bought belongs to no customer. */
  nameless: number;
  /** Rows after `until`, which were not read. */
  later: number;
  readonly problems: ExportProblem[];
  problemCount: number;
};

const MOST_PROBLEMS = 100;
const NOBODY: ReadonlySet<string> = new Set(["", "nan", "na", "n/a", "null", "none", "nil", "guest"]);
const PLAIN_NUMBER = /^-?\d{1,12}(?:\.\d+)?$/;
/** More pieces than this in one row are a slip of the keyboard. */
const MOST_PIECES = 1e9;
/** What stands among the lines of an order and is no product. */
const NO_PRODUCT = /^(?:dotcom )?(?:postage|carriage|shipping|delivery|discount|manual|bank charges|samples|amazon fee|adjust(?:ment)?(?: bad debt)?|(?:cruk )?commission|fee|tax|gift ?(?:card|voucher).*)s?$/i;

/**
 * @param chunks of the whole file, its header line too
 * @param columns of that header line
 * @throws UnusableFile where dates may be read in two ways and nothing says which, or no row can be read
 */
export async function readPlainOrders(chunks: Chunks, delimiter: string, columns: PlainColumns, shop: PlainShop, onProgress: (bytes: number) => void): Promise<{ histories: PlainHistories; summary: PlainSummary }> {
  const summary: PlainSummary = { rows: 0, nameless: 0, later: 0, problems: [], problemCount: 0 };
  const report = (problem: ExportProblem): void => {
    summary.problemCount++;
    if (summary.problems.length < MOST_PROBLEMS) summary.problems.push(problem);
  };
  const reader = new RowReader(columns, shop, summary, report);
  let cut: CsvRows | null = null;
  let head = "";
  for await (const piece of fileText(chunks, onProgress)) {
    let rest = piece;
    if (cut === null) {
      head += head === "" ? piece.replace(/^\ufeff/, "") : piece;
      const found = headerLine(head, false);
      if (!found) continue;
      cut = new CsvRows(delimiter, found.newline, found.nextLine, report);
      rest = head.slice(found.end);
    }
    for (const row of cut.push(rest)) reader.read(row);
  }
  for (const row of cut?.end() ?? []) reader.read(row);
  return { histories: settled(reader, columns, shop, summary), summary };
}

function settled({ rows, dates, noProducts }: RowReader, columns: PlainColumns, shop: PlainShop, summary: PlainSummary): PlainHistories {
  const { dayFirst, monthFirst, alike } = dates.seen;
  const told = shop.dayFirst ?? (dayFirst === monthFirst ? null : dayFirst);
  if (alike && told === null) {
    const why = dayFirst ? "some dates of this file begin with the day and some with the month" : "we cannot tell the day from the month in the dates of this file";
    throw new UnusableFile(`Column ${quoted(columns.date.name)}: ${why}. Say which comes first: --dates day or --dates month.`);
  }
  rows.settle(told ?? false);
  const how = { hasOrders: has(columns.order), totals: !has(columns.amount) && has(columns.total), isProduct: (product: number) => !noProducts.has(product) };
  const histories = new PlainHistories(rows, how, shop.until);
  summary.later += histories.later;
  if (histories.size > 0) return histories;
  const [first] = summary.problems;
  if (first) throw new UnusableFile(`No row of this file could be read. Line ${first.line}${first.field === "" ? "" : `, ${first.field}`}: ${first.problem}.`);
  if (summary.later > 0) throw new UnusableFile(`All ${summary.later} rows of this file are later than ${new Date(shop.until).toISOString().slice(0, 10)}.`);
  throw new UnusableFile(summary.nameless > 0 ? `Column ${quoted(columns.customer.name)} is empty on every row: nobody can be told from anybody else.` : "The file has column names but no orders below them.");
}

class RowReader {
  readonly rows = new PlainRows();
  readonly dates: PlainDates;
  readonly noProducts = new Set<number>();
  readonly #columns: PlainColumns;
  readonly #shop: PlainShop;
  readonly #summary: PlainSummary;
  readonly #report: (problem: ExportProblem) => void;

  constructor(columns: PlainColumns, shop: PlainShop, summary: PlainSummary, report: (problem: ExportProblem) => void) {
    this.dates = new PlainDates(shop.timeZone);
    this.#columns = columns;
    this.#shop = shop;
    this.#summary = summary;
    this.#report = report;
  }

  read(row: ExportRow): void {
    this.#summary.rows++;
    try {
      this.#take(row);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      this.#report({ line: error.line, field: error.field, problem: `${error.message}, so this row was left out` });
    }
  }

  #take(row: ExportRow): void {
    const { date, order, product, title } = this.#columns;
    const written = textIn(row, date);
    if (written === null) throw new BadCell(row, date.name, "this is missing");
    const at = this.dates.read(written);
    if (at === null) throw new BadCell(row, date.name, `${quoted(written)} is not a date`);
    // What lies ahead is not even looked at.
    if (Math.min(at.monthFirst, at.dayFirst) > this.#shop.until) return void this.#summary.later++;
    const customer = who(textIn(row, this.#columns.customer));
    if (customer === null) return void this.#summary.nameless++;
    const quantity = this.#quantity(row);
    const currency = this.#currency(row);
    const amount = this.#amount(row, quantity, currency);
    const bought = textIn(row, product) ?? textIn(row, title);
    this.rows.add({ customer, ...at, order: textIn(row, order), product: bought, quantity, amount, currency });
    if (bought !== null && NO_PRODUCT.test(textIn(row, title) ?? bought)) this.noProducts.add(this.rows.products.number(bought));
  }

  #quantity(row: ExportRow): number {
    const { quantity } = this.#columns;
    const text = textIn(row, quantity);
    if (text === null) return 1;
    const value = PLAIN_NUMBER.test(text) ? Number(text) : Number.NaN;
    if (!(Math.abs(value) <= MOST_PIECES)) throw new BadCell(row, quantity.name, `${quoted(text)} is not a quantity`);
    return value;
  }

  /** Minor units of the row, or of the order on each of its rows; 0 where the file tells no money. */
  #amount(row: ExportRow, quantity: number, currency: string): number {
    const { amount, total, price } = this.#columns;
    const [column, times] = has(amount) ? [amount, 1] : has(total) ? [total, 1] : [price, quantity];
    const text = textIn(row, column);
    if (text === null) return 0;
    // Prices may be finer than the currency's smallest coin: 0.065 for each of 1000.
    const one = PLAIN_NUMBER.test(text) ? Number(text) * 10 ** minorUnitDigits(currency) : (amountIn(row, column, currency) ?? 0);
    const minor = Math.round(Number((one * times).toPrecision(15)));
    if (Math.abs(minor) > ABSURD_AMOUNT) throw new BadCell(row, column.name, `${quoted(text)}${times === 1 ? "" : ` for each of ${times}`} is more than anybody pays`);
    return quantity < 0 && minor > 0 ? -minor : minor;
  }

  #currency(row: ExportRow): string {
    const { currency } = this.#columns;
    const code = (textIn(row, currency) ?? this.#shop.currency).toUpperCase();
    if (!/^[A-Z]{3}$/.test(code)) throw new BadCell(row, currency.name, `${quoted(code)} is not a currency code`);
    return code;
  }
}

/** An e-mail address as it is compared, an id as it is written but for the ".0" that spreadsheets add; null for nobody. */
function who(text: string | null): string | null {
  if (text === null || NOBODY.has(text.toLowerCase())) return null;
  if (text.includes("@")) return normaliseEmail(text) ?? text.toLowerCase();
  return /^\d+\.0+$/.test(text) ? text.slice(0, text.indexOf(".")) : text;
}
