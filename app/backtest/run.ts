/** The command from its arguments to its output. */
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { readEnv } from "../env.server.ts";
import type { LiveJourney } from "../engine/working-set.ts";
import { backtestTogether, traceOf } from "../simulation/backtest.ts";
import { unpacked } from "../simulation/packed-history.ts";
import type { Report } from "../simulation/report.ts";
import { traceEntries } from "../simulation/trace.ts";
import { StartError } from "../start-error.server.ts";
import { readArguments, USAGE } from "./arguments.ts";
import type { Arguments } from "./arguments.ts";
import { fromFile } from "./from-file.ts";
import { fromShop } from "./from-shop.ts";
import { lifeInWorkers } from "./life-in-workers.ts";
import { openDatabase } from "./open-database.ts";
import type { Progress } from "./progress.ts";
import { reportJson, reportText } from "./report-text.ts";
import type { Source } from "./source.ts";
import { spanOf } from "./span.ts";
import type { Span } from "./span.ts";
import { ink, wrapped } from "./text.ts";
import { traceJson, traceText } from "./trace-text.ts";

export type Terminal = { readonly isTTY: boolean; print(lines: readonly string[]): void; readonly progress: Progress; now(): number };

/** Fewer are lived through by this thread before others have started. */
const ORDERS_FOR_WORKERS = 20_000;

/** @returns whether it came to its end. @throws StartError for what the caller can mend */
export async function run(args: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<"done" | "stopped"> {
  const told = readArguments(args);
  if (told === null) {
    terminal.print([USAGE]);
    return "done";
  }
  if (told.csv !== null) return answer(await fromFile(told.csv, told, terminal.progress, signal), told, terminal, signal);
  const db = await openDatabase(readEnv());
  try {
    return await answer(await fromShop(db.prisma, told, db.isDemo, terminal.now(), terminal.progress, signal), told, terminal, signal);
  } finally {
    await db.close();
  }
}

async function answer(source: Source, told: Arguments, terminal: Terminal, signal: AbortSignal): Promise<"done" | "stopped"> {
  const asked = chosenJourneys(source, told.journey);
  const span = spanOf(told, source, source.shop.timeZone);
  if (told.customer !== null) {
    await trace(source, told.customer, asked, span, told.json, terminal);
    return "done";
  }
  const reports = await reportsOf(source, asked, span, terminal, signal);
  terminal.progress.clear();
  if (told.json) terminal.print([JSON.stringify({ notes: source.notes, reports: reports.map((report) => reportJson(report, told.rows)) }, null, 2)]);
  else terminal.print([...source.notes.flatMap((note) => wrapped(note)), "", ...reports.flatMap((report) => reportText(report, told.rows, ink(terminal.isTTY)))]);
  return signal.aborted ? "stopped" : "done";
}

/** Journeys that are live together, and all of a file's, are told from one life of each customer; one that is not live is tried beside those that are. */
async function reportsOf(source: Source, asked: readonly LiveJourney[], span: Span, terminal: Terminal, signal: AbortSignal): Promise<Report[]> {
  const isLive = (one: LiveJourney): boolean => source.live.length === 0 || source.live.some(({ definition, version }) => definition.key === one.definition.key && version === one.version);
  const together = asked.filter(isLive);
  const groups = [...(together.length > 0 ? [together] : []), ...asked.filter((one) => !isLive(one)).map((one) => [one])];
  const reports = new Map<string, Report>();
  for (const group of groups) {
    if (signal.aborted) break;
    terminal.progress.begin(group.length === 1 ? `Living through ${group[0]?.definition.name}` : "Living through it again");
    const options = { ...span, shop: source.shop, figures: source.figures, models: source.models, beside: source.live, signal, onProgress: (done: number) => terminal.progress.at(done, source.customers, "customers") };
    const workers = source.orders < ORDERS_FOR_WORKERS ? 1 : availableParallelism();
    const found = await (workers === 1 ? backtestTogether(unpacked(source.histories), group, { ...options, breathe: () => setImmediate() }) : lifeInWorkers(source.histories, group, options, workers));
    for (const report of found) reports.set(report.journey, report);
  }
  return asked.flatMap(({ definition }) => reports.get(definition.key) ?? []);
}

/** @throws StartError naming the journeys there are */
function chosenJourneys({ journeys }: Source, wanted: string | null): readonly LiveJourney[] {
  if (wanted === null) return journeys;
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const found = journeys.filter(({ definition }) => plain(definition.key) === plain(wanted) || plain(definition.name) === plain(wanted));
  if (found.length === 0) throw new StartError(`--journey ${wanted} is not a journey here. There are ${journeys.map(({ definition }) => definition.key).join(", ")}.`);
  return found.slice(0, 1);
}

async function trace(source: Source, who: string, asked: readonly LiveJourney[], span: Span, json: boolean, terminal: Terminal): Promise<void> {
  const history = await source.find(who);
  if (!history) throw new StartError(`--customer ${who} is not a customer here: give an e-mail address, or the name at the beginning of a row that --rows lists.`);
  const [journey, ...others] = asked;
  if (!journey) throw new StartError("There is no journey to look at.");
  const all = [...source.live, ...asked];
  const lived = traceOf(history, { ...span, shop: source.shop, figures: source.figures, models: source.models, journey, beside: [...source.live, ...others] });
  const entries = traceEntries(lived, (key) => all.findLast(({ definition }) => definition.key === key)?.definition);
  terminal.progress.clear();
  terminal.print(json ? [JSON.stringify(traceJson(history.key, entries), null, 2)] : traceText(history.key, entries, source.shop.timeZone));
}
