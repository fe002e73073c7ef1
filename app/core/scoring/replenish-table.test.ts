import { expect, it } from "vitest";
import { tableDays } from "./replenish-table.ts";

it.each([
  ["fast", 500, 1000, 7],
  ["medium", 500, 1000, 14],
  ["slow", 1999, 1000, 28],
  ["fast", 2000, 1000, 21],
  ["medium", 9900, 1000, 28],
  ["slow", 2000, 1000, 35],
  ["medium", null, 1000, 14],
  ["medium", 9900, null, 14],
  ["medium", 9900, 0, 14],
] as const)("%s at %j in a shop with median %j lasts %d days", (speed, price, median, days) => {
  expect(tableDays(speed, price, median)).toBe(days);
});
