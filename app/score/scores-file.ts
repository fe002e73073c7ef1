/** Every customer's scores as a CSV file. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { WriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import type { ScoreName } from "../core/scoring/score.ts";
import { decimal } from "./money-text.ts";
import type { ScoredCustomer } from "./learn-from.ts";
import type { OrdersFile } from "./orders-file.ts";
import { Refused } from "./refused.ts";

export const SCORE_COLUMNS = [
  "id", "orders", "spent", "last_order", "churn", "tier", "low", "high", "expected_orders", "expected_spend", "lifetime_value", "next_order_days", "segment", "stage", "group",
  "advocacy", "upsell", "price_sensitivity", "engagement",
] as const;

const MONEY: ReadonlySet<ScoreName> = new Set(["expected_spend", "lifetime_value"]);

type Range = { readonly low: number; readonly high: number } | null;

/** Rows are held back no longer than this. */
const FLUSH = 1 << 16;

/** Written under another name first: a file of that name is whole. */
export class ScoresFile {
  readonly #path: string;
  readonly #file: Pick<OrdersFile, "currency" | "hasMoney">;
  readonly #stream: WriteStream;
  #text = `${SCORE_COLUMNS.join(",")}\n`;

  private constructor(path: string, file: Pick<OrdersFile, "currency" | "hasMoney">, stream: WriteStream) {
    this.#path = path;
    this.#file = file;
    this.#stream = stream;
  }

  /** @throws Refused where it cannot be written */
  static async open(path: string, file: Pick<OrdersFile, "currency" | "hasMoney">): Promise<ScoresFile> {
    const stream = createWriteStream(`${path}.part`);
    try {
      await once(stream, "open");
    } catch (error) {
      throw new Refused(`--out ${path} cannot be written (${error instanceof Error && "code" in error ? String(error.code) : "unknown"}).`);
    }
    return new ScoresFile(path, file, stream);
  }

  /** @param range of the churn score */
  async add(customer: ScoredCustomer, range: Range): Promise<void> {
    this.#text += `${rowOf(customer, range, this.#file).map(cell).join(",")}\n`;
    if (this.#text.length < FLUSH) return;
    const text = this.#text;
    this.#text = "";
    if (!this.#stream.write(text)) await once(this.#stream, "drain");
  }

  async close(): Promise<void> {
    this.#stream.end(this.#text);
    await finished(this.#stream);
    await rename(`${this.#path}.part`, this.#path);
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.#stream.destroy();
    await rm(`${this.#path}.part`, { force: true });
  }
}

function rowOf(customer: ScoredCustomer, range: Range, { currency, hasMoney }: Pick<OrdersFile, "currency" | "hasMoney">): string[] {
  const { scores } = customer;
  const score = (name: ScoreName): string => {
    const value = scores[name]?.value;
    if (value === undefined) return "";
    if (typeof value === "string") return value;
    if (MONEY.has(name)) return hasMoney ? decimal(value, currency) : "";
    return String(Number(value.toFixed(4)));
  };
  const edge = (value: number | undefined): string => (value === undefined ? "" : String(Number(value.toFixed(4))));
  return [
    customer.key, String(customer.orders), hasMoney ? decimal(customer.spent, currency) : "", new Date(customer.lastOrderAt).toISOString(), score("churn"), scores.churn?.tier ?? "", edge(range?.low), edge(range?.high),
    score("expected_orders"), score("expected_spend"), score("lifetime_value"), score("next_order_days"), score("segment"), score("stage"), score("group"), score("advocacy"), score("upsell"), score("price_sensitivity"), score("engagement"),
  ];
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
