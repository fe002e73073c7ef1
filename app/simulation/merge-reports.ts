/** Reports of several parts of a shop's customers as one report of all of them. */
import { ROWS } from "./report.ts";
import type { Report } from "./report.ts";

/**
 * The report of all customers, from reports of the same journey and span over parts of them. The same as if one had looked
 * at them one after another: the parts are given in the order of the customers.
 *
 * @throws RangeError without any part
 */
export function mergeReports(parts: readonly Report[]): Report {
  const [first, ...others] = parts;
  if (!first) throw new RangeError("parts must hold at least one report");
  const whole = structuredClone(first);
  for (const part of others) addPart(whole, part);
  return whole;
}

/** Adds the customers of `part`, which come after those of `whole`, to it. */
export function addPart(whole: Report, part: Report): void {
  whole.partial ||= part.partial;
  for (const sum of ["customers", "orders", "entered", "customersEntered", "customersRefused", "sent"] as const) whole[sum] += part[sum];
  for (const counts of ["refused", "channels", "days", "paths", "ends", "perCustomer"] as const) addCounts(whole[counts], part[counts]);
  for (const reasons of ["held", "dropped"] as const) {
    for (const [rule, { reason, count }] of Object.entries(part[reasons])) {
      const known = whole[reasons][rule];
      if (known) known.count += count;
      else whole[reasons][rule] = { reason, count };
    }
  }
  for (const [id, step] of Object.entries(part.steps)) {
    const known = whole.steps[id];
    if (!known) continue;
    for (const sum of ["reached", "sent", "held", "dropped"] as const) known[sum] += step[sum];
    addCounts(known.afterDays, step.afterDays);
  }
  for (const sum of ["customers", "bought", "observed"] as const) whole.again[sum] += part.again[sum];
  const kept = part.rows.slice(0, ROWS - whole.rows.length);
  whole.rows.push(...kept);
  whole.rowsLeftOut += part.rowsLeftOut + part.rows.length - kept.length;
}

function addCounts(whole: Record<string, number>, part: Readonly<Record<string, number>>): void {
  for (const [key, n] of Object.entries(part)) whole[key] = (whole[key] ?? 0) + n;
}
