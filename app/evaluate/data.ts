/** Reads the public data sets that scores are measured on. They are not part of this repository: a folder of them is named. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import papaparse from "papaparse";

export type Cells = Readonly<Record<string, string>>;

export type UciRow = { readonly invoice: string; readonly product: string; readonly title: string; readonly quantity: number; readonly at: number; readonly unitPrice: number; readonly customer: string };
export type Hillstrom = { readonly recency: number; readonly historySegment: string; readonly history: number; readonly mens: boolean; readonly womens: boolean; readonly zip: string; readonly newbie: boolean; readonly channel: string; readonly arm: "none" | "mens" | "womens"; readonly visit: boolean; readonly conversion: boolean; readonly spend: number };

export type EvaluationData = {
  /** Whether a file is there; `*` stands for any run of characters. */
  has(name: string): boolean;
  /** Rows of a CSV file by their column names. @throws Error where the file is not there */
  csv(name: string): Cells[];
  json<T>(name: string): T;
  /** Purchases of CDNOW's sample: one row per basket, dollars in cents, days as UTC midnights. */
  cdnow(): { readonly customer: string; readonly at: number; readonly units: number; readonly cents: number }[];
  /** UCI Online Retail as it is: cancellations, guests and what is no product too. Prices in pounds. */
  uci(): UciRow[];
  grocery(): { readonly customer: string; readonly at: number }[];
  /** Baskets in their order, of each customer. */
  taFeng(part: "history" | "future"): Map<string, readonly (readonly number[])[]>;
  hillstrom(): Hillstrom[];
};

/** @param folder of the data sets */
export function openData(folder: string): EvaluationData {
  const find = (name: string): string | null => {
    if (!name.includes("*")) return existsSync(join(folder, name)) ? join(folder, name) : null;
    const pattern = new RegExp(`^${name.split("*").map((part) => part.replace(/[.+?^$()[\]{}|\\]/g, "\\$&")).join(".*")}$`);
    const found = existsSync(folder) ? readdirSync(folder).filter((file) => pattern.test(file)).sort() : [];
    return found[0] === undefined ? null : join(folder, found[0]);
  };
  const text = (name: string): string => {
    const path = find(name);
    if (path === null) throw new Error(`there is no ${name} in ${folder}`);
    const bytes = readFileSync(path);
    return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  };
  const csv = (name: string): Cells[] => {
    const [names = [], ...rows] = new papaparse.Parser({ delimiter: ",", newline: "\n" }).parse(text(name).replaceAll("\r", "").trimEnd(), 0, false).data;
    return rows.map((row) => Object.fromEntries(names.map((column, index) => [column, row[index] ?? ""])));
  };
  const json = <T>(name: string): T => JSON.parse(text(name)) as T;
  return {
    has: (name) => find(name) !== null,
    csv,
    json,
    cdnow: () => csv("cdnow_sample.csv").map((row) => ({ customer: row["customer_id"] ?? "", at: dayOf(row["date"] ?? ""), units: Number(row["number_of_cds"]), cents: Math.round(Number(row["dollar_value"]) * 100) })),
    uci: () =>
      csv("uci_*.csv.gz").map((row) => ({
        invoice: row["InvoiceNo"] ?? "", product: row["StockCode"] ?? "", title: row["Description"] ?? "", quantity: Number(row["Quantity"]), at: Date.parse(`${(row["InvoiceDate"] ?? "").replace(" ", "T")}Z`), unitPrice: Number(row["UnitPrice"]), customer: row["CustomerID"] ?? "",
      })),
    grocery: () => csv("grocery_*.csv").map((row) => ({ customer: row["cust"] ?? "", at: Date.parse(`${row["date"]}T00:00:00Z`) })),
    taFeng: (part) => {
      const raw = json<Record<string, number[][]>>(part === "history" ? "tafeng_history.json.gz" : "tafeng_future*.json.gz");
      return new Map(Object.entries(raw).map(([user, baskets]) => [user, baskets.filter((basket) => basket[0] !== -1)]));
    },
    hillstrom: () =>
      csv("hillstrom*.csv").map((row) => ({
        recency: Number(row["recency"]), historySegment: row["history_segment"] ?? "", history: Number(row["history"]), mens: row["mens"] === "1", womens: row["womens"] === "1", zip: row["zip_code"] ?? "", newbie: row["newbie"] === "1", channel: row["channel"] ?? "",
        arm: row["segment"] === "Mens E-Mail" ? "mens" : row["segment"] === "Womens E-Mail" ? "womens" : "none", visit: row["visit"] === "1", conversion: row["conversion"] === "1", spend: Number(row["spend"]),
      })),
  };
}

/** "19970118" as the midnight it begins with, UTC. */
function dayOf(text: string): number {
  return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8)));
}

/** What UCI's rows hold that is no product. */
const NO_PRODUCTS: ReadonlySet<string> = new Set(["POST", "DOT", "M", "D", "C2", "BANK CHARGES", "CRUK", "PADS", "S", "AMAZONFEE", "B"]);

/** Rows that are purchases of products by known customers: as the reference figures were taken. */
export function purchasesIn(rows: readonly UciRow[]): UciRow[] {
  return rows.filter((row) => row.customer !== "" && !row.invoice.startsWith("C") && row.quantity > 0 && row.unitPrice > 0 && !NO_PRODUCTS.has(row.product.toUpperCase()) && !row.product.toLowerCase().startsWith("gift"));
}
