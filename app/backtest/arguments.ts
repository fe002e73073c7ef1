import { parseArgs } from "node:util";
import { StartError } from "../start-error.server.ts";

export type Arguments = {
  readonly shop: string | null;
  readonly csv: string | null;
  readonly journey: string | null;
  /** Dates of the shop's calendar, both inclusive: "2026-03-01". */
  readonly from: string | null;
  readonly to: string | null;
  readonly customer: string | null;
  /** How many walks are listed. */
  readonly rows: number;
  readonly json: boolean;
  readonly currency: string | null;
  readonly country: string | null;
  readonly zone: string | null;
  readonly name: string | null;
  /** Days a parcel is on its way, for a file: an export does not say. */
  readonly arrivesAfter: number;
};

export const USAGE = `What a journey would have done, from your own past. Nothing is sent or changed.

  npm run backtest -- --shop <id> [--journey <name>] [--from 2026-01-01] [--to 2026-03-31]
  npm run backtest -- --csv orders.csv [--journey <name>]

  --shop          a connected shop: in DATABASE_URL, else in the demo's DATA_DIR
  --csv           an orders export of Shopify or WooCommerce, packed (.gz) or not
  --journey       one journey; left out: all of them
  --from, --to    days of the shop's calendar; left out: the last year
  --rows 20       also list the first 20 walks
  --customer      everything about one customer: an e-mail address or an id
  --json          the same figures as JSON

  For a file, where it does not say: --currency GBP --country GB --zone Europe/London
  --name "My shop" --arrives-after 4 (days from dispatch to delivery)`;

const TEXTS = ["shop", "csv", "journey", "from", "to", "customer", "currency", "country", "zone", "name"] as const;

/** @returns null when only the usage is asked for. @throws StartError naming the argument that is wrong */
export function readArguments(args: readonly string[]): Arguments | null {
  const told = parsed(args);
  if (told["help"]) return null;
  const text = Object.fromEntries(TEXTS.map((name) => [name, filled(name, told[name])])) as Record<(typeof TEXTS)[number], string | null>;
  if (text.shop !== null && text.csv !== null) throw new StartError("--shop and --csv exclude each other: a backtest looks either at a connected shop or at a file.");
  if (text.shop === null && text.csv === null) throw new StartError("--shop or --csv is missing: name a shop, or a file with its orders (--help shows how).");
  for (const name of ["from", "to"] as const) if (text[name] !== null) checkDate(name, text[name]);
  if (text.from !== null && text.to !== null && text.from > text.to) throw new StartError(`--from ${text.from} is later than --to ${text.to}.`);
  const fileOnly = text.shop === null ? undefined : [...(["currency", "country", "zone", "name"] as const), "arrives-after"].find((name) => told[name] !== undefined);
  if (fileOnly !== undefined) throw new StartError(`--${fileOnly} is for a file (--csv); a connected shop knows this itself.`);
  if (text.currency !== null && !/^[A-Za-z]{3}$/.test(text.currency)) throw new StartError(`--currency ${text.currency} is not a currency code such as GBP.`);
  if (text.country !== null && !/^[A-Za-z]{2}$/.test(text.country)) throw new StartError(`--country ${text.country} is not a country code such as GB.`);
  if (text.zone !== null && !isZone(text.zone)) throw new StartError(`--zone ${text.zone} is not a time zone such as Europe/London.`);
  return {
    ...text, currency: text.currency?.toUpperCase() ?? null, country: text.country?.toUpperCase() ?? null,
    rows: whole("rows", told["rows"], 0, 1_000), json: told["json"] === true, arrivesAfter: whole("arrives-after", told["arrives-after"], 4, 90),
  };
}

type Told = Readonly<Record<string, string | boolean | undefined>>;

function parsed(args: readonly string[]): Told {
  const options = { ...Object.fromEntries([...TEXTS, "rows", "arrives-after"].map((name) => [name, { type: "string" as const }])), json: { type: "boolean" as const }, help: { type: "boolean" as const } };
  const known = Object.keys(options);
  const stranger = args.find((arg) => arg.startsWith("--") && arg !== "--" && !known.includes(arg.slice(2).split("=")[0] as string));
  if (stranger !== undefined) throw new StartError(`${stranger.split("=")[0]} is not an argument of this command; there are ${known.map((name) => `--${name}`).join(", ")}.`);
  try {
    return parseArgs({ args: [...args], options, strict: true }).values as Told;
  } catch (error) {
    const said = error instanceof Error ? error.message : "";
    const name = /--[a-z-]+/.exec(said)?.[0];
    const loose = /argument '([^']*)'/.exec(said)?.[1];
    throw new StartError(loose !== undefined ? `"${loose}" stands alone: a value follows the name it belongs to, such as --shop ${loose}.` : `${name ?? "An argument"} needs a value.`);
  }
}

function filled(name: string, value: string | boolean | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value !== "string" || value.trim() === "") throw new StartError(`--${name} needs a value.`);
  return value.trim();
}

function whole(name: string, value: string | boolean | undefined, otherwise: number, most: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== "string" || !/^\d{1,6}$/.test(value) || Number(value) > most) throw new StartError(`--${name} ${String(value)} is not a whole number from 0 to ${most}.`);
  return Number(value);
}

function checkDate(name: string, text: string): void {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) throw new StartError(`--${name} ${text} is not a day such as 2026-03-01.`);
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
