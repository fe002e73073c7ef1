/** The thread that learns: see scoring-thread.server.ts. */
import { parentPort, workerData } from "node:worker_threads";
import { orderRefOf } from "./core/event/canonical-event.ts";
import type { CanonicalEvent } from "./core/event/canonical-event.ts";
import { Learner } from "./core/scoring/learn.ts";
import type { Learned, LearnerOptions } from "./core/scoring/learn.ts";
import { productTexts } from "./models/product-model.ts";

/** Told once, at the thread's start. */
export type ThreadTask = { readonly options: LearnerOptions; readonly testOrders: readonly string[] };
/** A customer's events are one text: see models/score-past. */
export type Asked = { readonly customers: readonly string[] } | { readonly fit: true };
export type Told = { readonly customers: number } | { readonly phase: string } | { readonly product: string } | { readonly learned: Omit<LearntInThread, "products"> };

/** `products`: as they are stored (models/product-model). Of a large shop they are tens of megabytes, which no process should take apart at once. */
export type LearntInThread = Omit<Learned, "products"> & { readonly products: readonly string[] };

type Row = readonly [key: string, type: string, at: number, data: unknown];

const { options, testOrders } = workerData as ThreadTask;
const learner = new Learner(options);
const isTest = new Set(testOrders);
const tell = (told: Told): void => parentPort?.postMessage(told);

parentPort?.on("message", (asked: Asked) => {
  if ("fit" in asked) {
    const { products, ...learned } = learner.fit((phase) => tell({ phase }));
    for (const product of productTexts(products)) tell({ product });
    return tell({ learned });
  }
  for (const text of asked.customers) learner.observe(eventsOf(text));
  tell({ customers: asked.customers.length });
});

function eventsOf(text: string): CanonicalEvent[] {
  const events = (JSON.parse(text) as Row[]).map(([key, type, at, data]) => ({ key, type, at, data }) as CanonicalEvent);
  return isTest.size === 0 ? events : events.filter((event) => !isTest.has(orderRefOf(event) ?? ""));
}
