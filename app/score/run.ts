/** The command from its arguments to its output. */
import { DAY } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { instantOfWall, localTime } from "../core/shared/local-time.ts";
import type { Progress } from "../backtest/progress.ts";
import { ink } from "../backtest/text.ts";
import { readArguments, USAGE } from "./arguments.ts";
import type { Arguments } from "./arguments.ts";
import { AtRisk } from "./at-risk.ts";
import { churnRange, learnFrom, scored } from "./learn-from.ts";
import { openOrders } from "./open-orders.ts";
import type { OrdersFile } from "./orders-file.ts";
import { reportJson } from "./report-json.ts";
import { reportText } from "./report-text.ts";
import type { Report } from "./report-text.ts";
import { ScoresFile } from "./scores-file.ts";

export type Terminal = { readonly isTTY: boolean; print(lines: readonly string[]): void; readonly progress: Progress; now(): Instant };

/** @throws Refused for what the caller can mend */
export async function run(args: readonly string[], terminal: Terminal): Promise<void> {
  const told = readArguments(args);
  if (told === null) return terminal.print([USAGE]);
  const file = await openOrders(told, told.at ?? terminal.now(), terminal.progress);
  const asOf = told.at ?? endOfDay(file.span.to, told.zone);
  const written = told.out === null ? null : await ScoresFile.open(told.out, file);
  try {
    const report = await scoreAll(file, asOf, told, written, terminal.progress);
    await written?.close();
    terminal.progress.clear();
    terminal.print(told.json ? [JSON.stringify(reportJson(report), null, 2)] : [...reportText(report, ink(terminal.isTTY)), ...(told.out === null ? [] : ["", `Every customer's scores: ${told.out}`])]);
  } catch (error) {
    await written?.abandon();
    throw error;
  }
}

async function scoreAll(file: OrdersFile, asOf: Instant, told: Arguments, written: ScoresFile | null, progress: Progress): Promise<Report> {
  const { models, cards, orders } = learnFrom(file, asOf, told, progress);
  const risk = new AtRisk(told.top);
  let count = 0;
  for (const customer of scored(file, models, asOf, progress)) {
    if (Object.keys(customer.scores).length > 0) count++;
    risk.add(customer);
    await written?.add(customer, churnRange(customer, models, asOf));
  }
  return { file, asOf, horizon: told.horizon, orders, cards, atRisk: risk.customers, scored: count };
}

/** The end of the day the last order fell on: whole days only, as scores are worked out. */
function endOfDay(at: Instant, zone: string): Instant {
  const { year, month, day } = localTime(at, zone);
  return instantOfWall(Date.UTC(year, month - 1, day) + DAY, zone) - 1;
}
