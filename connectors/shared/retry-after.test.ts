import fc from "fast-check";
import { expect, it, test } from "vitest";
import { HOUR, MINUTE } from "#app/core/shared/instant.ts";
import { retryAfterMs } from "./retry-after.ts";

const NOW = Date.UTC(2026, 2, 2, 10, 0, 0);
const wait = (value: string): number | null => retryAfterMs({ headers: { "retry-after": value } }, NOW);

test.each([
  ["30", 30_000],
  ["2.0", 2_000],
  ["0.5", 500],
  [" 7 ", 7_000],
  ["Mon, 02 Mar 2026 10:01:00 GMT", MINUTE],
  ["Monday, 02-Mar-26 10:01:00 GMT", MINUTE],
  ["Mon Mar  2 10:01:00 2026 GMT", MINUTE],
  ["86400", HOUR],
  ["Tue, 02 Mar 2027 10:00:00 GMT", HOUR],
  ["9".repeat(400), HOUR],
])("%j is a wait of %i ms", (value, ms) => {
  expect(wait(value)).toBe(ms);
});

test.each(["", " ", "0", "-5", "soon", "1 minute", "NaN", "Infinity", "0x10", "1e3", "Mon, 02 Mar 2026 09:59:59 GMT", "Mon, 99 Foo 2026"])("%j is no wait", (value) => {
  expect(wait(value)).toBeNull();
});

it("is never anything but a wait of up to an hour, or none", () => {
  expect(retryAfterMs({ headers: {} }, NOW)).toBeNull();
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString())), (value) => {
      const ms = wait(value);
      if (ms !== null) expect(ms > 0 && ms <= HOUR).toBe(true);
    }),
    { numRuns: 500 },
  );
});
