/** What a journey would have done: every customer's history through the engine, one customer at a time, nothing written. */
import type { Definition } from "../core/journey/definition.ts";
import { modelsAt } from "../core/scoring/shop-models.ts";
import type { ShopModels } from "../core/scoring/shop-models.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";
import type { LiveJourney } from "../engine/working-set.ts";
import type { FiguresByWeek } from "./figures-by-week.ts";
import type { CustomerHistory } from "./history.ts";
import { liveAgain } from "./live-again.ts";
import type { Lived, World } from "./live-again.ts";
import { addToReport, emptyReport } from "./report.ts";
import type { Report } from "./report.ts";

export type BacktestOptions = {
  readonly shop: Shop;
  readonly figures: FiguresByWeek;
  /** What scores were worked out from, the oldest first; none where nothing was ever learnt: then scores are unknown. */
  readonly models?: readonly ShopModels[] | undefined;
  /** The journey that is asked about, and those that are live beside it: caps and priorities are shared. */
  readonly journey: LiveJourney;
  readonly beside: readonly LiveJourney[];
  readonly from: Instant;
  readonly to: Instant;
  readonly onProgress?: (customers: number) => void;
  /** Gives others their turn (signals, pages): awaited every few milliseconds. */
  readonly breathe?: () => Promise<void>;
  /** Stops between two customers; the report then covers those done. */
  readonly signal?: AbortSignal;
};

export type Histories = Iterable<CustomerHistory> | AsyncIterable<CustomerHistory>;

/** Milliseconds of work between two turns for others: signals, and what else the process serves. */
const BREATH = 20;

/** Lives through every history and sums up. Customers do not touch each other, so memory holds one at a time. */
export async function backtest(histories: Histories, options: BacktestOptions): Promise<Report> {
  const [report] = await backtestTogether(histories, [options.journey], options);
  return report as Report;
}

/** The same for several journeys that are live together, from one life of each customer: a report of each, in their order. */
export async function backtestTogether(histories: Histories, asked: readonly LiveJourney[], options: Omit<BacktestOptions, "journey">): Promise<Report[]> {
  const reports = emptyReports(asked, options);
  const world = worldFor(options, [...options.beside, ...asked]);
  let done = 0;
  let breathed = performance.now();
  for await (const history of histories) {
    if (options.signal?.aborted) {
      for (const report of reports) report.partial = true;
      break;
    }
    const lived = liveAgain(history, world, options.to);
    for (const report of reports) addToReport(report, history.key, lived);
    done++;
    if (performance.now() - breathed < BREATH) continue;
    options.onProgress?.(done);
    await options.breathe?.();
    breathed = performance.now();
  }
  options.onProgress?.(done);
  return reports;
}

type Span = Pick<BacktestOptions, "shop" | "from" | "to">;

/** A report of each journey, of no customer yet. */
export function emptyReports(asked: readonly LiveJourney[], { shop, from, to }: Span): Report[] {
  return asked.map(({ definition }) => emptyReport(definition, from, to, shop.timeZone));
}

/** The same as `backtestTogether` for one part of the customers after another: reports of each part, to be put together by `addPart`. */
export function backtestOfParts(asked: readonly LiveJourney[], options: Span & Pick<BacktestOptions, "figures" | "models" | "beside">): (part: Iterable<CustomerHistory>) => Report[] {
  const world = worldFor(options, [...options.beside, ...asked]);
  return (part) => {
    const reports = emptyReports(asked, options);
    for (const history of part) {
      const lived = liveAgain(history, world, options.to);
      for (const report of reports) addToReport(report, history.key, lived);
    }
    return reports;
  };
}

/** The full trace of one customer: what a row of the report opens to. */
export function traceOf(history: CustomerHistory, options: BacktestOptions): Lived {
  return liveAgain(history, worldFor(options, [...options.beside, options.journey]), options.to);
}

/** Of two versions of one journey the later in the list is the one that is tried. */
function worldFor({ shop, figures, models = [] }: Pick<BacktestOptions, "shop" | "figures" | "models">, all: readonly LiveJourney[]): World {
  const journeys = [...new Map(all.map((one) => [one.definition.key, one])).values()].sort((a, b) => (a.definition.key < b.definition.key ? -1 : 1));
  const definitions = new Map(journeys.map((one) => [`${one.definition.key}|${one.version}`, one.definition]));
  const shops = new Map<string, Shop>();
  return {
    journeys,
    definition(key, version): Definition {
      const found = definitions.get(`${key}|${version}`);
      if (!found) throw new Error(`no version ${version} of journey ${key}`);
      return found;
    },
    shopAt(at) {
      const stats = figures.at(at);
      const inForce = modelsAt(models, at);
      const key = `${stats.asOf}|${inForce?.inForceFrom}`;
      let known = shops.get(key);
      if (!known) shops.set(key, (known = { ...shop, stats, ...(inForce && { models: inForce }) }));
      return known;
    },
  };
}
