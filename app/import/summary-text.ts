import type { ImportTotals } from "../core/event/import-state.ts";
import { count, counted, wrapped } from "../backtest/text.ts";

const PLATFORMS: Readonly<Record<string, string>> = { shopify: "Shopify", woocommerce: "WooCommerce" };

/** The table at the end, and what to know about it. */
export function summaryText(totals: ImportTotals, { shop, dryRun }: { readonly shop: string; readonly dryRun: boolean }): string[] {
  const rows: readonly (readonly [string, number])[] = [
    ["rows", totals.rows], ["orders", totals.orders], ["customers", totals.customers], [dryRun ? "would be taken" : "taken", totals.taken], ["unchanged", totals.unchanged], ["not taken", totals.notTaken],
  ];
  const width = Math.max(...rows.map(([, n]) => count(n).length));
  return [
    `An export from ${PLATFORMS[totals.platform ?? ""] ?? "a shop"} into ${shop}${dryRun ? ": a dry run, nothing was changed" : ""}.`,
    "",
    ...rows.map(([name, n]) => `  ${name.padEnd(16)}${count(n).padStart(width)}`),
    "",
    ...(totals.problems > 0 ? wrapped(`${counted(totals.problems, "place")} in the file could not be read; each is named by its line and column.`) : []),
    ...(totals.withoutId > 0 ? wrapped(`${counted(totals.withoutId, "order has", "orders have")} no id in this file and are known by their number alone. Should the store tell of one of them later, it will stand there twice: export again with the column "Id" if you can.`) : []),
  ];
}
