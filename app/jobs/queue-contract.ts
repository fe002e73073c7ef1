/** What every queue must do; one suite, run by each queue's own test. */
import { afterEach, describe, expect, it } from "vitest";
import type { Handlers, JobName, Queue } from "./catalog.ts";

export type QueueErrors = { readonly job: JobName; readonly shopId: string; readonly error: unknown };
export type MakeQueue = (onError: (job: JobName, shopId: string, error: unknown) => void) => Queue;

/** Handlers that do nothing but what a test gives them. */
function handlers(over: Partial<Handlers>): Handlers {
  const idle = async (): Promise<{ more: boolean }> => ({ more: false });
  return { deliveries: idle, timers: idle, messages: idle, ...over };
}

export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 5_000): Promise<void> {
  for (const end = performance.now() + timeoutMs; !(await holds()); ) {
    if (performance.now() > end) throw new Error("it did not come to hold in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** `describe` may be `describe.skipIf(…)`, where the queue needs what is not there. */
export function describeQueue(name: string, make: MakeQueue, suite: (name: string, tests: () => void) => void = describe): void {
  suite(name, () => {
    const open: Queue[] = [];
    const errors: QueueErrors[] = [];
    const queue = (): Queue => {
      const made = make((job, shopId, error) => errors.push({ job, shopId, error }));
      open.push(made);
      return made;
    };
    afterEach(async () => {
      errors.length = 0;
      await Promise.all(open.splice(0).map((one) => one.close()));
    });

    it("runs the handler of a hint for its shop", async () => {
      const seen: string[] = [];
      const one = queue();
      one.work(handlers({ timers: async ({ shopId }) => (seen.push(shopId), { more: false }) }));
      await one.hint("timers", "a");
      await one.hint("timers", "b");
      await until(() => seen.includes("a") && seen.includes("b"));
    });

    it("runs again while the handler says that there is more", async () => {
      let left = 3;
      const one = queue();
      one.work(handlers({ deliveries: async () => ({ more: --left > 0 }) }));
      await one.hint("deliveries", "a");
      await until(() => left === 0);
    });

    it("collapses hints: a hundred do not make a hundred runs", async () => {
      let runs = 0;
      const one = queue();
      await Promise.all(Array.from({ length: 100 }, () => one.hint("messages", "a")));
      one.work(handlers({ messages: async () => (runs++, { more: false }) }));
      await until(() => runs > 0);
      await one.hint("messages", "b");
      await until(() => runs > 1);
      expect(runs).toBeLessThan(10);
    });

    it("reports a handler that fails, and works on", async () => {
      let tries = 0;
      const one = queue();
      one.work(handlers({ deliveries: async () => (tries++ === 0 ? Promise.reject(new Error("broken")) : { more: false }) }));
      await one.hint("deliveries", "a");
      await until(() => errors.length === 1);
      expect(errors[0]).toMatchObject({ job: "deliveries", shopId: "a", error: new Error("broken") });
      // A job that is being put away may swallow one hint: that is what the sweep is for.
      await until(async () => (await one.hint("deliveries", "a"), tries > 1));
    });

    it("is idle once everything that was hinted is done", async () => {
      let done = 0;
      const one = queue();
      one.work(handlers({ timers: async () => (await new Promise((resolve) => setTimeout(resolve, 30)), done++, { more: false }) }));
      for (const shop of ["a", "b", "c"]) await one.hint("timers", shop);
      await one.idle();
      expect(done).toBe(3);
    });

    it("waits at its close for what is running", async () => {
      let finished = false;
      let started = false;
      const one = queue();
      one.work(handlers({ timers: async () => ((started = true), await new Promise((resolve) => setTimeout(resolve, 100)), (finished = true), { more: false }) }));
      await one.hint("timers", "a");
      await until(() => started);
      await one.close();
      expect(finished).toBe(true);
    });
  });
}
