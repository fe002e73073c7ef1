import { expect, it } from "vitest";
import { atRetryPace } from "./retry-pace.ts";

let at = 0;
let failing: Error | null = new Error("broken");
let runs = 0;
const handler = atRetryPace("timers", async () => {
  runs++;
  if (failing) throw failing;
  return { more: true };
}, () => at);

it("leaves a failing shop alone for longer each time, and others not at all", async () => {
  const moments: number[] = [];
  for (at = 0; at < 20_000; at += 500) {
    const before = runs;
    await handler({ shopId: "a" }).catch(() => undefined);
    if (runs > before) moments.push(at);
  }
  expect(moments).toEqual([0, 1_000, 3_000, 7_000, 15_000]);
  await expect(handler({ shopId: "b" })).rejects.toThrow("broken");
  failing = null;
  at = 31_000;
  expect(await handler({ shopId: "a" })).toEqual({ more: true });
  expect(await handler({ shopId: "a" })).toEqual({ more: true });
});

it("does not hold back what failed because the database was away", async () => {
  failing = Object.assign(new Error("away"), { outage: true });
  await expect(handler({ shopId: "c" })).rejects.toThrow("away");
  await expect(handler({ shopId: "c" })).rejects.toThrow("away");
});
