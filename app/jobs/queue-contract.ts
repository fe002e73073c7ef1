/** What every queue must do; one suite, run by each queue's own test. */
import { afterEach, describe, expect, it } from "vitest";
import type { Handler, Handlers, JobName, Queue } from "./catalog.ts";

export type QueueErrors = { readonly job: JobName; readonly shopId: string; readonly error: unknown };
/** Queues of the same `group` are one queue in several processes, where it can be that. */
export type MakeQueue = (onError: (job: JobName, shopId: string, error: unknown) => void, group: string) => Queue;

/** Handlers that do nothing but what a test gives them. */
export function handlers(over: Partial<Handlers>): Handlers {
  const idle: Handler = async () => ({ more: false });
  return { deliveries: idle, timers: idle, messages: idle, actions: idle, pulls: idle, notices: idle, scoring: idle, catchUp: idle, subscriptions: idle, shopStats: idle, scores: idle, ...over };
}

export async function until(holds: () => boolean | Promise<boolean>, timeoutMs = 5_000): Promise<void> {
  for (const end = performance.now() + timeoutMs; !(await holds()); ) {
    if (performance.now() > end) throw new Error("it did not come to hold in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Runs it after so many turns of the event loop. */
function later(turns: number, run: () => void): void {
  setImmediate(() => (turns > 0 ? later(turns - 1, run) : run()));
}

/** `describe` may be `describe.skipIf(…)`, where the queue needs what is not there. */
export function describeQueue(name: string, make: MakeQueue, suite: (name: string, tests: () => void) => void = describe): void {
  suite(name, () => {
    const open: Queue[] = [];
    const errors: QueueErrors[] = [];
    let group = 0;
    const queue = (): Queue => {
      const made = make((job, shopId, error) => errors.push({ job, shopId, error }), String(group));
      open.push(made);
      return made;
    };
    afterEach(async () => {
      errors.length = 0;
      group++;
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
      await one.hint("deliveries", "a");
      await until(() => tries > 1);
    });

    it("swallows no hint, at whatever moment of a run it comes: a run that begins later follows it", async () => {
      let written = 0;
      let seen = 0;
      let left = 0;
      const one = queue();
      // Where processes share a queue, the hint comes from another.
      const other = name.startsWith("in-process") ? one : queue();
      const deliveries: Handler = async () => {
        seen = written;
        // The work of the next hint is written after this run has looked, and hinted at the worst of moments.
        if (left > 0) {
          const turns = left-- % 12;
          const write = (): void => void (written++, other.hint("deliveries", "a").catch(() => undefined));
          if (turns < 3) await new Promise<void>((resolve) => (setTimeout(resolve, turns), write()));
          else later(turns - 3, write);
        }
        return { more: false };
      };
      one.work(handlers({ deliveries }));
      for (let round = 0; round < 20; round++) {
        left = 12;
        written++;
        await other.hint("deliveries", "a");
        await until(() => left === 0 && seen === written);
      }
    });

    it("swallows no hint given from another process while many shops have work", async () => {
      const shops = Array.from({ length: 20 }, (_, index) => `shop ${index}`);
      const written = new Map(shops.map((shop) => [shop, 0]));
      const seen = new Map<string, number>();
      const timers: Handler = async ({ shopId }) => (seen.set(shopId, written.get(shopId) ?? 0), await Promise.resolve(), { more: false });
      const workers = [queue(), queue()];
      const writer = queue();
      // In one process two queues know nothing of each other; what is in the database, both see.
      for (const worker of name.startsWith("in-process") ? [writer] : workers) worker.work(handlers({ timers }));
      for (let round = 0; round < 15; round++) {
        await Promise.all(shops.map(async (shop) => (written.set(shop, (written.get(shop) ?? 0) + 1), writer.hint("timers", shop))));
      }
      await until(() => shops.every((shop) => seen.get(shop) === written.get(shop)));
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
