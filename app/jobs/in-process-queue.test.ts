import { describe, expect, it } from "vitest";
import { inProcessQueue } from "./in-process-queue.ts";
import { describeQueue, handlers, until } from "./queue-contract.ts";

describeQueue("in-process queue", inProcessQueue);

describe("in-process queue", () => {
  it("runs once more for a hint that arrives while the handler runs, and never twice at once", async () => {
    let running = 0;
    let runs = 0;
    let release = (): void => {};
    const queue = inProcessQueue(() => undefined);
    const deliveries = async (): Promise<{ more: boolean }> => {
      running++;
      expect(running).toBe(1);
      if (runs++ === 0) await new Promise<void>((resolve) => (release = resolve));
      running--;
      return { more: false };
    };
    queue.work(handlers({ deliveries }));
    await queue.hint("deliveries", "a");
    await until(() => runs === 1);
    for (let hint = 0; hint < 5; hint++) await queue.hint("deliveries", "a");
    release();
    await until(() => runs === 2);
    await queue.close();
    expect(runs).toBe(2);
  });
});
