/** Opens an orders file by what its first line says it is. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import Papa from "papaparse";
import type { Instant } from "../core/shared/instant.ts";
import type { Progress } from "../backtest/progress.ts";
import { checkTable, DELIMITERS, readHeader } from "../simulation/csv-header.ts";
import { fileText } from "../simulation/file-text.ts";
import { headerLine } from "../simulation/orders-csv.ts";
import { plainColumns } from "../simulation/plain-orders-columns.ts";
import { UnusableFile } from "../simulation/unusable-file.ts";
import type { Arguments } from "./arguments.ts";
import { fromExport } from "./from-export.ts";
import { fromPlain } from "./from-plain.ts";
import { NO_CURRENCY } from "./orders-file.ts";
import type { OrdersFile, PlainLayout } from "./orders-file.ts";
import { Refused } from "./refused.ts";

/** @param until nothing later is read. @throws Refused where the file cannot be used */
export async function openOrders(told: Arguments, until: Instant, progress: Progress): Promise<OrdersFile> {
  const size = await sizeOf(told.csv);
  const bytes = (done: number): void => progress.at(Math.round(done / 1e5) / 10, Math.round(size / 1e5) / 10, "MB");
  try {
    const layout = await layoutOf(told);
    progress.begin("Reading the file");
    return layout === "export" ? await fromExport(told, until, bytes) : await fromPlain(told, layout, until, bytes);
  } catch (error) {
    if (error instanceof UnusableFile) throw new Refused(`${told.csv}: ${error.message}`);
    throw error;
  }
}

/** A platform's export by its column names, else a table by those that are told or recognised. */
async function layoutOf(told: Arguments): Promise<"export" | PlainLayout> {
  const text = await firstLine(told.csv);
  if (text === null) throw new UnusableFile("The file is empty.");
  if (Object.keys(told.columns).length > 0) return plainLayout(text, told.columns);
  try {
    readHeader(text, { currency: NO_CURRENCY, country: null, timeZone: told.zone });
    return "export";
  } catch (error) {
    if (!(error instanceof UnusableFile)) throw error;
    return plainLayout(text, told.columns);
  }
}

/** The separator that makes most columns. */
function plainLayout(text: string, told: Arguments["columns"]): PlainLayout {
  checkTable(text);
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, header: new Papa.Parser({ delimiter, newline: "\n" }).parse(text, 0, false).data[0] ?? [] })).toSorted((a, b) => b.header.length - a.header.length);
  if (!best || best.header.length < 2) throw new UnusableFile("This does not look like a CSV file: its first line holds no column names.");
  return { delimiter: best.delimiter, columns: plainColumns(best.header, told) };
}

async function firstLine(path: string): Promise<string | null> {
  const stream = createReadStream(path);
  let head = "";
  try {
    for await (const piece of fileText(stream, () => undefined)) {
      head += head === "" ? piece.replace(/^\ufeff/, "") : piece;
      const found = headerLine(head, false);
      if (found) return found.text;
    }
    return headerLine(head, true)?.text ?? null;
  } finally {
    stream.destroy();
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new Refused(`--csv ${path} is not a file.`);
    return found.size;
  } catch (error) {
    if (error instanceof Refused) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new Refused(code === "ENOENT" ? `--csv ${path}: there is no such file.` : `--csv ${path} cannot be read (${code}).`);
  }
}
