import { expect, it } from "vitest";
import { Progress } from "./progress.ts";

it("shows a bar with what is done, how fast it goes, and what is left", () => {
  let now = 0;
  const written: string[] = [];
  const progress = new Progress({ isTTY: true, columns: 120, write: (text) => written.push(text) }, () => now);
  progress.begin("Importing");
  now = 2_000;
  progress.at(25, 100, "MB", (seconds) => `${3_000 / seconds} rows/s`);
  expect(written).toEqual([`\r\x1b[2K[${"#".repeat(6)}${".".repeat(18)}] Importing: 25 of 100 MB, 1500 rows/s, 6 s left`]);
  now = 2_050;
  progress.at(26, 100, "MB");
  expect(written).toHaveLength(1);
});

it("writes a line now and then where nobody watches", () => {
  let now = 0;
  const written: string[] = [];
  const progress = new Progress({ write: (text) => written.push(text) }, () => now);
  progress.begin("Checking");
  for (now = 0; now <= 11_000; now += 500) progress.at(now, null, "rows");
  expect(written).toEqual(["Checking: 5,000 rows\n", "Checking: 10,000 rows\n"]);
});
