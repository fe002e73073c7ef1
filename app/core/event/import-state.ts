/** What is known of an import of orders from a file, as far as a page shows it. */
import type { Instant } from "../shared/instant.ts";
import type { Platform } from "./connector.ts";
import type { ExportProblem } from "./payload/export-row.ts";

export type ImportTotals = {
  /** Whose export it is; null before the header was read. */
  readonly platform: Platform | null;
  /** Rows below the header. */
  readonly rows: number;
  readonly orders: number;
  readonly customers: number;
  /** New, or with something the shop did not know. */
  readonly taken: number;
  readonly unchanged: number;
  /** Orders that could not be read. */
  readonly notTaken: number;
  /** Places named as problems: orders, items and rows left out, letters that cannot be read. */
  readonly problems: number;
  /** Orders that the file names by number and by no id. */
  readonly withoutId: number;
};

type Found = { readonly name: string; readonly totals: ImportTotals; /** The first of them. */ readonly problems: readonly ExportProblem[] };

export type ImportState =
  | { readonly kind: "none" }
  /** Bytes read of all. */
  | { readonly kind: "checking"; readonly name: string; readonly done: number; readonly total: number }
  /** No file of orders: the reason is for the merchant. */
  | { readonly kind: "unusable"; readonly name: string; readonly reason: string }
  | ({ readonly kind: "checked" } & Found)
  /** Orders done of all. */
  | { readonly kind: "importing"; readonly name: string; readonly done: number; readonly total: number }
  | ({ readonly kind: "done"; readonly at: Instant } & Found)
  | { readonly kind: "failed"; readonly name: string };
