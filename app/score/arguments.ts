import { parseArgs } from "node:util";
import { DAY, parseInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { instantOfWall } from "../core/shared/local-time.ts";
import { PLAIN_FIELDS } from "../simulation/plain-orders-columns.ts";
import type { PlainField } from "../simulation/plain-orders-columns.ts";
import { Refused } from "./refused.ts";

export type Arguments = {
  readonly csv: string;
  /** Scores are as of then, and nothing later is read; null: the end of the file's last day. */
  readonly at: Instant | null;
  /** Days that the chances and expectations are about. */
  readonly horizon: number;
  readonly currency: string | null;
  readonly zone: string;
  readonly columns: Readonly<Partial<Record<PlainField, string>>>;
  readonly dayFirst: boolean | null;
  /** How many customers are listed. */
  readonly top: number;
  readonly out: string | null;
  readonly json: boolean;
};

export const USAGE = `Scores of every customer, learned from an orders file. Nothing is sent or changed.

  npm run score -- --csv orders.csv
  npm run score -- --csv orders.csv --at 2011-08-31 --out scores.csv

  --csv           an orders export of Shopify or WooCommerce, or any table with
                  a column that says who bought and one that says when; packed
                  (.gz) or not
  --at            scores as of the end of this day; nothing later is read
                  (left out: the last day in the file)
  --horizon 90    days ahead that chances and expectations are about
  --top 20        how many customers at risk are listed
  --out           a CSV file with the scores of every customer
  --json          the figures as JSON

  For a file, where it does not say: --currency GBP --zone Europe/London
  --columns customer=client,date=day,order=bill,product=sku,quantity=n,amount=sum
                  also total (of the order, on each row), price (of one piece),
                  title, currency
  --dates day     or month: which comes first in dates like 3/4/2011`;

const TEXTS = ["csv", "at", "currency", "zone", "columns", "dates", "out", "horizon", "top"] as const;
type Texts = Readonly<Record<(typeof TEXTS)[number], string | null>>;

/** @returns null when only the usage is asked for. @throws Refused naming the argument that is wrong */
export function readArguments(args: readonly string[]): Arguments | null {
  const told = parsed(args);
  if (told["help"]) return null;
  const text = Object.fromEntries(TEXTS.map((name) => [name, filled(name, told[name])])) as Texts;
  if (text.csv === null) throw new Refused("--csv is missing: name a file with orders (--help shows how).");
  if (text.currency !== null && !/^[A-Za-z]{3}$/.test(text.currency)) throw new Refused(`--currency ${text.currency} is not a currency code such as GBP.`);
  if (text.zone !== null && !isZone(text.zone)) throw new Refused(`--zone ${text.zone} is not a time zone such as Europe/London.`);
  if (text.dates !== null && text.dates !== "day" && text.dates !== "month") throw new Refused(`--dates ${text.dates} is neither day nor month.`);
  if (text.out !== null && text.out === text.csv) throw new Refused("--out names the file that is read: name another.");
  const zone = text.zone ?? "UTC";
  return {
    csv: text.csv, at: text.at === null ? null : endOf(text.at, zone), horizon: whole("horizon", text.horizon, 90, 7, 730), currency: text.currency?.toUpperCase() ?? null, zone,
    columns: columnsTold(text.columns), dayFirst: text.dates === null ? null : text.dates === "day", top: whole("top", text.top, 20, 0, 1_000), out: text.out, json: told["json"] === true,
  };
}

type Told = Readonly<Record<string, string | boolean | undefined>>;

function parsed(args: readonly string[]): Told {
  const options = { ...Object.fromEntries(TEXTS.map((name) => [name, { type: "string" as const }])), json: { type: "boolean" as const }, help: { type: "boolean" as const } };
  const known = Object.keys(options);
  const stranger = args.find((arg) => arg.startsWith("--") && arg !== "--" && !known.includes(arg.slice(2).split("=")[0] as string));
  if (stranger !== undefined) throw new Refused(`${stranger.split("=")[0]} is not an argument of this command; there are ${known.map((name) => `--${name}`).join(", ")}.`);
  try {
    return parseArgs({ args: [...args], options, strict: true }).values as Told;
  } catch (error) {
    const said = error instanceof Error ? error.message : "";
    const loose = /argument '([^']*)'/.exec(said)?.[1];
    throw new Refused(loose !== undefined ? `"${loose}" stands alone: a value follows the name it belongs to, such as --csv ${loose}.` : `${/--[a-z-]+/.exec(said)?.[0] ?? "An argument"} needs a value.`);
  }
}

function filled(name: string, value: string | boolean | undefined): string | null {
  if (value === undefined) return null;
  if (typeof value !== "string" || value.trim() === "") throw new Refused(`--${name} needs a value.`);
  return value.trim();
}

function whole(name: string, text: string | null, otherwise: number, least: number, most: number): number {
  if (text === null) return otherwise;
  if (!/^\d{1,6}$/.test(text) || Number(text) < least || Number(text) > most) throw new Refused(`--${name} ${text} is not a whole number from ${least} to ${most}.`);
  return Number(text);
}

/** The last millisecond of a day, or a moment that names its zone as it is. */
function endOf(text: string, zone: string): Instant {
  const wall = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(wall) && new Date(wall).toISOString().slice(0, 10) === text) return instantOfWall(wall + DAY, zone) - 1;
  const moment = parseInstant(text);
  if (moment === null) throw new Refused(`--at ${text} is neither a day such as 2011-08-31 nor a moment such as 2011-08-31T12:00:00Z.`);
  return moment;
}

function columnsTold(text: string | null): Arguments["columns"] {
  const told: Partial<Record<PlainField, string>> = {};
  for (const part of text?.split(",") ?? []) {
    const [field = "", ...name] = part.split("=");
    const known = PLAIN_FIELDS.find((one) => one === field.trim());
    if (known === undefined) throw new Refused(`--columns ${part.trim()}: there is no "${field.trim()}" to name; there are ${PLAIN_FIELDS.join(", ")}.`);
    if (name.join("=").trim() === "") throw new Refused(`--columns ${part.trim()} names no column: write ${known}=…`);
    told[known] = name.join("=").trim();
  }
  return told;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
