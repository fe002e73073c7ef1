/** The thread that learns: see scoring-thread.server.ts. */
import { parentPort, workerData } from "node:worker_threads";
import type { LearnerOptions } from "./core/scoring/learn.ts";
import { pastLearner } from "./learn-past.server.ts";
import type { LearnedPast } from "./learn-past.server.ts";

/** Told once, at the thread's start. */
export type ThreadTask = { readonly options: LearnerOptions; readonly testOrders: readonly string[] };
/** A customer's events are one text: see models/score-past. */
export type Asked = { readonly customers: readonly string[] } | { readonly fit: true };
export type Told = { readonly customers: number } | { readonly phase: string } | { readonly product: string } | { readonly learned: Omit<LearnedPast, "products"> };

const { options, testOrders } = workerData as ThreadTask;
const learner = pastLearner(options, testOrders);
const tell = (told: Told): void => parentPort?.postMessage(told);

parentPort?.on("message", (asked: Asked) => {
  if ("fit" in asked) {
    const { products, ...learned } = learner.fit((phase) => tell({ phase }));
    for (const product of products) tell({ product });
    return tell({ learned });
  }
  learner.observe(asked.customers);
  tell({ customers: asked.customers.length });
});
