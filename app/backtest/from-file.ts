/** A shop's past from an orders export, with no store connected. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { CATALOG } from "../core/journey/catalog/index.ts";
import type { OrderSnapshot } from "../core/event/snapshot.ts";
import { timeZoneOf } from "../core/shared/time-zone.ts";
import { NO_STATS, readSettings } from "../core/shop.ts";
import type { Shop } from "../core/shop.ts";
import { ExportHistories } from "../simulation/export-histories.ts";
import { figuresByWeek } from "../simulation/figures-by-week.ts";
import { readOrdersCsv } from "../simulation/orders-csv.ts";
import type { OrdersCsvSummary } from "../simulation/orders-csv.ts";
import { UnusableFile } from "../simulation/unusable-file.ts";
import { StartError, errorCode } from "../start-error.server.ts";
import type { Arguments } from "./arguments.ts";
import { fileNotes } from "./file-notes.ts";
import type { Progress } from "./progress.ts";
import type { Source } from "./source.ts";

/** Enough orders to see where a shop sells. */
const LOOKED_AT = 500;

export type FileShop = Pick<Shop, "currency" | "country" | "timeZone"> & { readonly guessed: readonly string[] };

/** @throws StartError when the file cannot be read or is no orders export */
export async function fromFile(path: string, told: Arguments, progress: Progress, signal: AbortSignal): Promise<Source> {
  const size = await sizeOf(path);
  try {
    const about = await aboutShop(path, told);
    progress.begin("Reading the file");
    const file = readOrdersCsv(createReadStream(path), { ...about, country: about.country }, { onProgress: (bytes) => progress.at(Math.round(bytes / 1e5) / 10, Math.round(size / 1e5) / 10, "MB") });
    const histories = new ExportHistories();
    let withoutAddress = 0;
    for await (const order of file.orders) {
      signal.throwIfAborted();
      histories.add(order);
      if (order.customer.email === null) withoutAddress++;
    }
    return sourceOf(histories, file.summary, { path, about, told, withoutAddress }, progress);
  } catch (error) {
    if (error instanceof UnusableFile) throw new StartError(error.message);
    throw error;
  }
}

function sourceOf(histories: ExportHistories, summary: OrdersCsvSummary, file: { path: string; about: FileShop; told: Arguments; withoutAddress: number }, progress: Progress): Source {
  const { about, told } = file;
  const { span } = histories;
  if (!span) throw new StartError(`No order of ${file.path} could be read.${summary.problems[0] ? ` Line ${summary.problems[0].line}: ${summary.problems[0].problem}.` : ""}`);
  progress.begin("Taking the shop's figures");
  const journeys = CATALOG.map((journey) => ({ version: 1, definition: journey.define({}) }));
  const shop: Shop = {
    id: "csv", platform: summary.platform ?? "shopify", domain: "orders.csv", name: told.name ?? "This shop", currency: about.currency, country: about.country, timeZone: about.timeZone,
    // No comparison group: who is in it is drawn when a shop connects, and would be others.
    locale: "en", salt: "csv", settings: readSettings({ holdout: { share: 0 } }), stats: NO_STATS,
  };
  return {
    shop, journeys, live: [], first: span.from, end: span.to, customers: histories.size, orders: summary.orders,
    figures: figuresByWeek(histories.figures(), span.to),
    models: [],
    histories: histories.packed(told.arrivesAfter),
    find: async (who) => histories.find(who, told.arrivesAfter) ?? histories.find(who.toLowerCase(), told.arrivesAfter),
    notes: fileNotes(file.path, summary, about, told, file.withoutAddress),
  };
}

/** What the first orders say of the shop, where the arguments do not. */
async function aboutShop(path: string, told: Arguments): Promise<FileShop> {
  const given = { currency: told.currency ?? "USD", country: told.country, timeZone: told.zone ?? "UTC" };
  const currencies: string[] = [];
  const countries: string[] = [];
  for await (const order of firstOrders(path, given)) {
    currencies.push(order.currency);
    if (order.customer.address?.country) countries.push(order.customer.address.country);
  }
  const country = told.country ?? mostFrequent(countries);
  const zone = country === null ? null : timeZoneOf({ country, province: null, city: null, postcode: null });
  const guessed = [...(told.currency ? [] : ["currency"]), ...(told.country || country === null ? [] : ["country"]), ...(told.zone ? [] : ["zone"])];
  return { currency: told.currency ?? mostFrequent(currencies) ?? "USD", country, timeZone: told.zone ?? zone ?? "UTC", guessed };
}

async function* firstOrders(path: string, shop: { currency: string; country: string | null; timeZone: string }): AsyncGenerator<OrderSnapshot> {
  const stream = createReadStream(path);
  let seen = 0;
  try {
    for await (const order of readOrdersCsv(stream, shop).orders) {
      yield order;
      if (++seen >= LOOKED_AT) return;
    }
  } finally {
    stream.destroy();
  }
}

function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new StartError(`--csv ${path} is not a file.`);
    return found.size;
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(errorCode(error) === "ENOENT" ? `--csv ${path}: there is no such file.` : `--csv ${path} cannot be read (${errorCode(error)}).`);
  }
}
