import type { OrdersCsvSummary } from "../simulation/orders-csv.ts";
import type { Arguments } from "./arguments.ts";
import type { FileShop } from "./from-file.ts";
import { count, counted } from "./text.ts";

const PROBLEMS_SHOWN = 5;
const NAMES: Readonly<Record<string, string>> = { shopify: "Shopify", woocommerce: "WooCommerce" };

/** What a file does not say and was assumed, and what in it could not be used. */
export function fileNotes(path: string, summary: OrdersCsvSummary, about: FileShop, told: Arguments, withoutAddress: number): string[] {
  const country = about.country === null ? "no country" : `country ${about.country}`;
  const guess = about.guessed.length === 0 ? "" : ` (read from the orders where not told: ${about.guessed.map((name) => `--${name}`).join(", ")})`;
  const days = told.arrivesAfter === 1 ? "1 day" : `${told.arrivesAfter} days`;
  return [
    `${path} holds ${counted(summary.orders, "order")} of an export from ${NAMES[summary.platform ?? ""] ?? "a shop"}. Assumed: currency ${about.currency}, ${country}, clock of ${about.timeZone}${guess}.`,
    `An export does not say when parcels arrived: each is taken to have arrived ${days} after it left (--arrives-after).`,
    "Consent to marketing is taken as the file has it, from the moment of each order on. Nobody is kept in a comparison group here; a connected shop keeps 5 % of its customers out of marketing to measure the effect.",
    "Opens, clicks, page visits, support tickets and surveys are not in an export: whatever answers them takes the way of a customer who stays silent.",
    "Scores (churn and the like) are learnt by a connected shop, night by night, and are not known here: a condition that asks for one does not hold.",
    ...(withoutAddress > 0 ? [`${counted(withoutAddress, "order has", "orders have")} no e-mail address.`] : []),
    ...problemNotes(summary),
  ];
}

function problemNotes({ problemCount, problems }: OrdersCsvSummary): string[] {
  if (problemCount === 0) return [];
  const shown = problems.slice(0, PROBLEMS_SHOWN).map(({ line, field, problem }) => `Line ${line}${field === "" ? "" : `, ${field}`}: ${problem}.`);
  const more = problemCount > shown.length ? [`… and ${count(problemCount - shown.length)} more.`] : [];
  return [`${counted(problemCount, "place")} in the file could not be read:`, ...shown, ...more];
}
