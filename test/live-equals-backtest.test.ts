import { describe, expect, it } from "vitest";
import { backtestShop, readPast } from "#app/backtest.server.ts";
import type { CanonicalEvent } from "#app/core/event/canonical-event.ts";
import { checkDefinition } from "#app/core/journey/check.ts";
import type { Definition } from "#app/core/journey/definition.ts";
import type { Message } from "#app/core/message/message.ts";
import { Learner } from "#app/core/scoring/learn.ts";
import type { Learned } from "#app/core/scoring/learn.ts";
import { modelsAt } from "#app/core/scoring/shop-models.ts";
import { draw } from "#app/core/shared/keyed.ts";
import { DAY, HOUR, MINUTE } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { lifeOf } from "#app/demo/life/life.ts";
import { juniper as store } from "#app/demo/stores/juniper.ts";
import { uuidv7 } from "#app/intake.server.ts";
import { insertDeliveries } from "#app/models/intake.ts";
import { liveJourneys } from "#app/models/live-journeys.ts";
import { storeFit } from "#app/models/model-fit.ts";
import { oneTransaction } from "#app/models/one-transaction.ts";
import { productTexts } from "#app/models/product-model.ts";
import { askForScores } from "#app/models/score-run.ts";
import { readShop } from "#app/models/shop.ts";
import { refreshShopStats } from "#app/models/shop-stats.ts";
import { liveAgain } from "#app/simulation/live-again.ts";
import { addShop, openDoor } from "./door.ts";
import { madeUpCustomers } from "./bench/night-customers.ts";
import { testDatabase } from "./database.ts";
import { startSmtp } from "./smtp.ts";

const { prisma: db } = await testDatabase();
const SHOP = "month";
const SEED = "a month";
const BEGAN = Date.UTC(2026, 5, 1, 3);
const UNTIL = BEGAN + 120 * DAY;

/** A journey that reads scores where it begins, and where its ways part. */
const SCORED = checked({
  schema: 2, key: "scored", name: "Scored", about: { does: "Asks for scores.", who: "Those who may leave.", never: "Never others." }, priority: 40,
  trigger: { any: [{ id: "arrived", events: ["shipment.delivered"] }], requires: [{ id: "may_leave", when: { fact: "score.churn", op: "above", value: 0.55 }, otherwise: "this customer comes back anyway." }] },
  per: "order", reentry: "once", exit: [], start: "later",
  steps: {
    later: { kind: "wait", label: "Nine days", duration: "P9D", next: "which" },
    which: { kind: "branch", label: "How engaged", cases: [{ when: { all: [{ fact: "score.engagement", op: "above", value: 0.3 }, { fact: "score.stage", op: "in", value: ["new", "active"] }] }, next: "tell" }], otherwise: "done" },
    tell: { kind: "message", label: "Tell", channels: ["email"], class: "marketing", content: "welcome.howto", next: "done" },
    done: { kind: "end", label: "Done" },
  },
});

function checked(input: unknown): Definition {
  const found = checkDefinition(input, ["welcome.howto"]);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}

/** What two other shops' pasts taught: each is in force for some weeks, and a replay must know which. */
const TAUGHT = [1, 2].map((seed): Learned => {
  const learner = new Learner({ asOf: BEGAN, currency: store.currency, timeZone: "UTC", seed });
  for (const { events } of madeUpCustomers(seed, 800, BEGAN)) learner.observe(events);
  return learner.fit();
});

type Told = { readonly at: Instant; readonly profileId: string; readonly event: CanonicalEvent };

/** Lives four months of a demo shop on PostgreSQL: webhooks, sends by SMTP, and customers who answer. */
async function liveThrough(): Promise<{ decisions: number }> {
  await addShop(db, SHOP, store.platform, { domain: store.domain, currency: store.currency, country: store.country });
  await db.journeyVersion.create({ data: { shopId: SHOP, key: "scored", version: 1, definition: SCORED, createdAt: new Date(BEGAN) } });
  await db.journey.create({ data: { shopId: SHOP, key: "scored", status: "live", version: 1 } });
  const smtp = await startSmtp();
  let night = BEGAN + 30 * DAY;
  let nights = 0;
  let now = BEGAN;
  const { app } = await openDoor(db, { now: () => now, email: { smtpUrl: smtp.url, from: "mail@example.com" } });
  const shop = await readShop(db, SHOP);
  const webhooks = lifeOf(store, SEED, BEGAN, { from: BEGAN, until: UNTIL }).webhooks;
  const planned: Told[] = [];
  const seen = new Set<string>();
  let arrived = 0;
  const nextMoment = async (): Promise<Instant> => Math.min(webhooks[arrived]?.at ?? Infinity, planned[0]?.at ?? Infinity, (await app.work.nextDue()) ?? Infinity);
  for (let at = await nextMoment(); at <= UNTIL; at = await nextMoment()) {
    now = Math.max(now, at);
    await refreshShopStats(db, SHOP, now);
    if (now >= night) {
      const { models, cards, products } = TAUGHT[nights++ % TAUGHT.length] as Learned;
      await oneTransaction(db, (sql) => storeFit(sql, SHOP, { ...models, asOf: now }, cards, productTexts(products), now));
      // Scores every customer by them; of a few weeks alone no model of churn would come.
      await askForScores(db, SHOP, "night", now);
      night += 15 * DAY;
    }
    const batch = [];
    for (let webhook = webhooks[arrived]; webhook && webhook.at <= now; webhook = webhooks[++arrived]) {
      batch.push({ id: uuidv7(now), shopId: SHOP, topic: webhook.topic, headers: {}, body: Buffer.from(webhook.body), receivedAt: now, source: "webhook" as const, dedupe: null });
    }
    await insertDeliveries(db, batch);
    if (batch.length > 0) await app.work.drain();
    while (planned[0] && planned[0].at <= now) {
      const { profileId, event } = planned.shift() as Told;
      await app.record(SHOP, [{ profileId, event }]);
    }
    await app.work.drain();
    const sent = await db.message.findMany({ where: { shopId: SHOP, status: "sent", id: { notIn: [...seen] } } });
    for (const row of sent) {
      seen.add(row.id);
      planned.push(...answers(shop, row as unknown as Message, now));
    }
    planned.sort((a, b) => a.at - b.at || (a.event.key < b.event.key ? -1 : 1));
  }
  await smtp.close();
  return { decisions: await db.decision.count({ where: { shopId: SHOP } }) };
}

/** What a customer does after a message: reads it, or looks for help, writes to support, sends something back, rates. */
function answers(shop: Awaited<ReturnType<typeof readShop>>, message: Message, now: Instant): Told[] {
  const { profileId, orderRef, id } = message;
  const told: Told[] = [];
  const chance = draw(shop, "answers", id);
  const at = now + 5 * HOUR + Math.floor(chance * 1_000) * MINUTE;
  const tell = (event: CanonicalEvent): void => void told.push({ at: event.at, profileId, event });
  const about = { messageId: id, enrollmentId: message.enrollmentId, step: message.step, channel: message.channel, class: message.class };
  const mood = draw(shop, "mood", id);
  if (mood < 0.6) tell({ key: `message:${id}:opened`, type: "message.opened", at: now + HOUR, data: about });
  if (mood < 0.25) tell({ key: `message:${id}:clicked:store`, type: "message.clicked", at: now + HOUR + MINUTE, data: { ...about, url: "https://shop.example" } });
  if (mood > 0.97) tell({ key: `message:${id}:consent.withdrawn:link`, type: "consent.withdrawn", at: now + 2 * HOUR, data: { channel: "email", source: "unsubscribe link" } });
  if (chance < 0.2) for (const step of [0, 1, 2]) tell({ key: `api:faq:${id}:${step}`, type: "page.viewed", at: at + step * MINUTE, data: { page: "faq", orderRef: null, seconds: 200 } });
  else if (chance < 0.3) {
    tell({ key: `api:ticket:${id}`, type: "ticket.opened", at, data: { ticketRef: id, subject: null, orderRef } });
    tell({ key: `api:solved:${id}`, type: "ticket.solved", at: at + 3 * DAY, data: { ticketRef: id, orderRef } });
  } else if (chance < 0.4) tell({ key: `api:return:${id}`, type: "return.requested", at, data: { returnRef: id, reason: null, orderRef } });
  else if (chance < 0.7) {
    const score = 1 + Math.floor(((chance - 0.4) / 0.3) * 5);
    tell({ key: `survey:${id}:rating:${score}`, type: "survey.answered", at, data: { question: "rating", answer: String(score), orderRef, score, scale: 5, enrollmentId: message.enrollmentId } });
  }
  return told;
}

describe("a live month", () => {
  it("and its backtest come to the same decisions, byte for byte", async () => {
    const { decisions } = await liveThrough();
    expect(decisions).toBeGreaterThan(200);
    const before = await db.event.count({ where: { shopId: SHOP } });

    const past = await readPast(db, SHOP, UNTIL);
    const live = await liveJourneys(db, SHOP);
    const shopAt = (at: Instant) => {
      const models = modelsAt(past.models, at);
      return { ...past.shop, stats: past.figures.at(at), ...(models && { models }) };
    };
    const world = { journeys: live, definition: (key: string) => live.find((one) => one.definition.key === key)?.definition as never, shopAt };
    const again = [...past.histories.histories()].flatMap((history) => liveAgain(history, world, UNTIL).decisions);

    const rows = await db.decision.findMany({ where: { shopId: SHOP } });
    const text = (one: object): string => JSON.stringify(canonical(one));
    const recorded = rows.map(({ shopId: _shopId, at, heldUntil, ...row }) => ({ ...row, at: at.getTime(), heldUntil: heldUntil?.getTime() ?? null }));
    const sorted = (list: readonly { id: string; facts: unknown }[]) => list.map((one) => text(one)).sort();
    expect(sorted(again)).toEqual(sorted(recorded as never));

    expect(past.models.length).toBeGreaterThan(3);
    const byScore = recorded.filter((row) => row.journey === "scored").map((row) => row.facts as Record<string, unknown>);
    const refused = byScore.filter((facts) => typeof facts["score.churn"] === "number");
    expect(refused.length).toBeGreaterThan(5);
    expect(refused.every((facts) => typeof facts["score.churn as of"] === "string")).toBe(true);
    expect(recorded.filter((row) => row.journey === "scored" && row.step === "tell").length).toBeGreaterThan(3);

    const reports = await Promise.all(live.map((journey) => backtestShop(past, journey, { from: BEGAN, to: UNTIL })));
    const sends = rows.filter((row) => row.outcome === "send").length;
    expect(reports.reduce((sum, report) => sum + report.sent, 0)).toBeGreaterThan(sends * 0.8);
    expect(await db.event.count({ where: { shopId: SHOP } })).toBe(before);
  }, 400_000);
});

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, canonical(part)]));
}
