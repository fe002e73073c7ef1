/** A thread that lives through parts of a shop's customers: see life-in-workers.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { backtestOfParts } from "../simulation/backtest.ts";
import { FiguresByWeek } from "../simulation/figures-by-week.ts";
import type { CustomerHistory } from "../simulation/history.ts";
import { unpacker } from "../simulation/packed-history.ts";
import type { PackedHistory } from "../simulation/packed-history.ts";
import type { Part, PartDone, Task } from "./life-work.ts";

const task = workerData as Task;
const unpack = unpacker(task.unpacking);
const liveThrough = backtestOfParts(task.asked, { ...task, figures: new FiguresByWeek(task.weeks) });

function* unpacked(customers: readonly PackedHistory[]): Generator<CustomerHistory> {
  for (const packed of customers) yield unpack(packed);
}

parentPort?.on("message", ({ number, customers, listed }: Part) => {
  const reports = liveThrough(unpacked(customers));
  if (!listed) for (const report of reports) report.rowsLeftOut += report.rows.splice(0).length;
  parentPort?.postMessage({ number, customers: customers.length, reports } satisfies PartDone);
});
