/** A journey of every kind of waiting, alone in its shop, for tests of what a merchant does to a whole journey. */
import { checkDefinition } from "../core/journey/check.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Database } from "./database.ts";

const thisOrder = { fact: "event.isThisOrder", op: "is", value: true } as const;

export const WAITING: Definition = read({
  schema: 2, key: "waiting", name: "Waiting", about: { does: "Waits.", who: "Everyone.", never: "Never hurries." }, priority: 50,
  trigger: { any: [{ id: "ordered", events: ["order.placed"] }], requires: [] }, per: "order", reentry: "once",
  exit: [{ events: ["order.cancelled"], when: thisOrder, reason: "The order was cancelled." }], start: "until_shipped",
  steps: {
    until_shipped: { kind: "waitFor", label: "Until it leaves", events: ["shipment.shipped"], atMost: "P30D", next: "settle", onTimeout: "late" },
    settle: { kind: "wait", label: "Two days", duration: "P2D", next: "arrived" },
    arrived: { kind: "waitUntil", label: "A day after it arrived", moment: { delivered: "P1D" }, atMost: "P20D", next: "howto" },
    howto: { kind: "message", label: "How to", channels: ["email"], class: "marketing", content: "x", next: "done" },
    done: { kind: "end", label: "Done" },
    late: { kind: "end", label: "It did not leave" },
  },
});

/** As the first, but who settles waits longer, and who waits for the arrival has nowhere to stand. */
export const SHORTER: Definition = read({
  ...WAITING,
  steps: { ...Object.fromEntries(Object.entries(WAITING.steps).filter(([id]) => id !== "arrived")), settle: { kind: "wait", label: "Three days", duration: "P3D", next: "howto" } },
});

function read(input: unknown): Definition {
  const checked = checkDefinition(input, ["x"]);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  return checked.value;
}

/** A shop with this journey only, live on version 1; version 2 is there too. */
export async function addWaitingShop(db: Database, shopId: string): Promise<void> {
  await db.$executeRaw`INSERT INTO shop (id, platform, domain, name, currency, time_zone, api_key_hash, salt, installed_at)
    VALUES (${shopId}, 'shopify', ${shopId}, 'Example', 'GBP', 'Europe/London', ${shopId}, ${shopId}, now())`;
  for (const [index, definition] of [WAITING, SHORTER].entries()) await db.journeyVersion.create({ data: { shopId, key: "waiting", version: index + 1, definition, createdAt: new Date(0) } });
  await db.journey.create({ data: { shopId, key: "waiting", status: "live", version: 1 } });
}
