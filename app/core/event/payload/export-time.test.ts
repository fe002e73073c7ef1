import fc from "fast-check";
import { expect, it } from "vitest";
import { localTime } from "../../shared/local-time.ts";
import { timeReader } from "./export-time.ts";

const NEW_YORK = timeReader("America/New_York");

it.each([
  ["2026-01-31 18:05:33 +0000", "2026-01-31T18:05:33Z"],
  ["2026-01-31 18:05:33 -0500", "2026-01-31T23:05:33Z"],
  ["2026-01-31T18:05:33+05:30", "2026-01-31T12:35:33Z"],
  ["2026-01-31T18:05:33.250Z", "2026-01-31T18:05:33Z"],
  ["2026-01-31 18:05:33 UTC", "2026-01-31T18:05:33Z"],
  ["2026-01-31 18:05", "2026-01-31T23:05:00Z"],
  ["2026-07-31 18:05", "2026-07-31T22:05:00Z"],
  ["2026-01-31", "2026-01-31T05:00:00Z"],
  ["1/31/2026 6:05 PM", "2026-01-31T23:05:00Z"],
  ["31.01.2026 18:05", "2026-01-31T23:05:00Z"],
  ["03.04.2026 12:00 AM", "2026-04-03T04:00:00Z"],
  ["1769900733", "2026-01-31T23:05:33Z"],
])("reads %s", (text, moment) => {
  expect(NEW_YORK(text)).toBe(Date.parse(moment));
});

it.each(["2026-02-30", "2026-13-01", "2026-01-31 25:00", "1969-01-01", "2101-01-01", "soon", "", "20260131", "2026-01-31 18:05 CET"])("refuses %j", (text) => {
  expect(NEW_YORK(text)).toBeNull();
});

it("does not guess which is the month", () => {
  expect(NEW_YORK("03/04/2026")).toBe("ambiguous");
  expect(NEW_YORK("04/04/2026")).toBe(Date.parse("2026-04-04T04:00:00Z"));
});

it("gives a moment at which the shop's clock shows what was written", () => {
  const zone = "Australia/Lord_Howe";
  const read = timeReader(zone);
  fc.assert(fc.property(fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }), (at) => {
    const { year, month, day, hour, minute } = localTime(at, zone);
    const two = (value: number): string => String(value).padStart(2, "0");
    const found = read(`${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`);
    // The half hour that daylight saving shows twice is one of the two.
    expect([0, 30 * 60_000]).toContain(Math.abs(Number(found) - Math.floor(at / 60_000) * 60_000));
  }), { numRuns: 2000 });
});
