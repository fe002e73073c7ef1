/** One run of the story through the real door, with something or nothing that disturbs it. */
import { connectorFor } from "#connectors/registry.ts";
import type { Database } from "#app/models/database.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { refreshShopStats } from "#app/models/shop-stats.ts";
import { addShop, openDoor } from "#test/door.ts";
import type { Door } from "#test/door.ts";
import type { SharedClock } from "./clock.ts";
import { SHOPS } from "./story.ts";
import type { Step, Webhook } from "./story.ts";

/** Works off everything that is there or comes while `arriving` is under way; `progress` is how much of the run, in (0, 1], is then behind. */
export type Settle = (door: Door, progress: number, arriving: Promise<void>) => Promise<void>;

const CONNECTIONS = 8;
const YEAR = 365 * DAY;

export async function liveThrough(db: Database, steps: readonly Step[], clock: SharedClock, smtpUrl: string, settle: Settle): Promise<void> {
  clock.move(steps[0]?.at ?? 0);
  for (const { id, platform, domain } of SHOPS) {
    await addShop(db, id, platform, { domain });
    // Scores carry the moment they were worked out at, which no two runs share; what kills do to them is app/scoring.server.test.ts's to say.
    await db.periodicRun.create({ data: { shopId: id, job: "scores", dueAt: new Date((steps.at(-1)?.at ?? 0) + YEAR) } });
  }
  const door = await openDoor(db, { now: clock.now, email: { smtpUrl, from: "mail@example.com" }, shopifySecrets: [] });
  for (const [index, step] of steps.entries()) {
    clock.move(step.at);
    // A worker does this when it starts, at whatever moment that is: done before anything of the step comes, each run decides by the same figures.
    for (const { id } of SHOPS) await refreshShopStats(db, id, step.at);
    await settle(door, (index + 0.5) / steps.length, postAll(door.url, step.orders));
    await settle(door, (index + 1) / steps.length, Promise.all([postAll(door.url, step.news), openSome(door, step.at)]).then(() => {}));
  }
  await door.close();
}

/** @throws when one of them is not answered 200 */
async function postAll(url: string, webhooks: readonly Webhook[]): Promise<void> {
  const left = [...webhooks];
  await Promise.all(Array.from({ length: CONNECTIONS }, async () => {
    for (let webhook = left.shift(); webhook; webhook = left.shift()) {
      const status = await post(url, webhook);
      if (status !== 200) throw new Error(`the door answered ${status}`);
    }
  }));
}

/** Sends one webhook as its platform would; returns the status of the answer. */
export async function post(url: string, { shopId, topic, body }: Webhook, extra: Readonly<Record<string, string>> = {}): Promise<number> {
  const shop = SHOPS.find((one) => one.id === shopId);
  const signed = connectorFor(shop?.platform ?? "shopify")?.sign(body, `secret-${shopId}`, topic) ?? {};
  const path = shop?.platform === "shopify" ? "shopify" : `woocommerce/${shopId}`;
  const headers = { ...signed, "x-shopify-shop-domain": shop?.domain ?? "", ...extra };
  const response = await fetch(`${url}/webhooks/${path}`, { method: "POST", headers, body: new Uint8Array(body) });
  await response.arrayBuffer();
  return response.status;
}

/** A quarter of the customers open the thanks that was written in this step; ids are the same in every run. */
async function openSome(door: Door, at: number): Promise<void> {
  const thanks = await door.app.db.message.findMany({ where: { class: "transactional", createdAt: new Date(at) } });
  for (const { id, shopId, profileId, enrollmentId, step, channel } of thanks) {
    if (!/^[0-3]/.test(id)) continue;
    const data = { messageId: id, enrollmentId, step, channel: channel as "email", class: "transactional" as const };
    await door.app.record(shopId, [{ profileId, event: { key: `message:${id}:opened`, type: "message.opened", at, data } }]);
  }
}
