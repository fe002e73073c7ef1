/** What two shops live through in a bit more than three weeks: the same for the same seed. */
import { Random } from "#app/demo/life/random.ts";
import { DAY, MINUTE } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { STEP, STEPS_A_DAY } from "./purchase.ts";
import type { Fate, Purchase } from "./purchase.ts";
import { shopifyWebhooks } from "./shopify-story.ts";
import { wooWebhooks } from "./woo-story.ts";

export const SHOPS = [
  { id: "chaos-shopify", platform: "shopify", domain: "chaos.myshopify.com", tell: shopifyWebhooks },
  { id: "chaos-woo", platform: "woocommerce", domain: "chaos.example.com", tell: wooWebhooks },
] as const;
export type ShopId = (typeof SHOPS)[number]["id"];

export type Webhook = { readonly shopId: ShopId; readonly topic: string; readonly body: Uint8Array };

/**
 * A turn of the clock. New orders arrive as it moves, other news once all of that is settled, and the clock
 * stands still until that is settled too: what one customer lives through then has one order of events,
 * which no accident can change, and two runs can be compared row by row.
 */
export type Step = { readonly at: Instant; readonly orders: readonly Webhook[]; readonly news: readonly Webhook[] };

const FATES: readonly (readonly [Fate, number])[] = [
  ["arrives", 50], ["stays_in_post", 14], ["never_leaves", 6], ["cancelled_first", 6], ["cancelled_later", 8], ["refunded", 6], ["partly_refunded", 6], ["unsubscribes", 4],
];

const START = Date.UTC(2026, 10, 2, 6);
const PAST_ORDERS = 60;
const USUAL_MOST = 20_000;
/** No note falls due to anyone while orders are still placed. */
const ORDER_STEPS = 8;
/** By then all news has arrived, and the clock may take longer steps. */
const NEWS_STEPS = 27;
const LONG_STEP = 3;
const LAST_STEP = 25 * STEPS_A_DAY;

export function tellStory(seed: string, count: number): Step[] {
  const random = new Random(seed);
  const steps: { at: Instant; orders: Webhook[]; news: Webhook[] }[] = Array.from({ length: LAST_STEP }, (_, step) => ({ at: START + step * STEP, orders: [], news: [] }));
  for (const { step, purchase } of purchases(random, count)) {
    const shop = SHOPS[purchase.number % 2] ?? SHOPS[0];
    // Some webhooks come twice, as they do.
    const copies = random.chance(0.1) ? 2 : 1;
    for (const { after, ...webhook } of shop.tell(purchase, random)) {
      const arrival = steps[step + after];
      if (!arrival || step + after > NEWS_STEPS) throw new Error("the story is longer than its steps");
      for (let copy = 0; copy < copies; copy++) (after === 0 ? arrival.orders : arrival.news).push({ shopId: shop.id, ...webhook });
    }
  }
  for (const step of steps) for (const list of [step.orders, step.news]) shuffle(list, random);
  return [past(random, count), ...steps.filter((_, index) => index <= NEWS_STEPS || (index - NEWS_STEPS) % LONG_STEP === 0)];
}

/** Orders too old for any journey. From them on, the 90th percentile of an order is the same whenever a worker looks. */
function past(random: Random, count: number): Step {
  const orders = Array.from({ length: PAST_ORDERS }, (_, index) => {
    const shop = SHOPS[index % 2] ?? SHOPS[0];
    const number = count + index;
    const purchase: Purchase = { number, customer: number, at: START - 30 * DAY, country: "GB", consents: true, price: USUAL_MOST, fate: "never_leaves" };
    return shop.tell(purchase, random).map(({ topic, body }) => ({ shopId: shop.id, topic, body }));
  });
  return { at: START - STEP, orders: orders.flat(), news: [] };
}

/** Orders of new customers and, now and then, of one who bought before, but never twice in one step. */
function purchases(random: Random, count: number): { step: number; purchase: Purchase }[] {
  const customers: { readonly country: Purchase["country"]; readonly consents: boolean; lastStep: number }[][] = [[], []];
  return Array.from({ length: count }, (_, number) => {
    const step = Math.floor((number * ORDER_STEPS) / count);
    const known = customers[number % 2] ?? [];
    const before = random.chance(0.15) ? known.findIndex((one) => one.lastStep < step && random.chance(0.05)) : -1;
    const index = before >= 0 ? before : known.push({ country: random.pick(["GB", "US", "IN"] as const), consents: random.chance(0.7), lastStep: step }) - 1;
    const customer = known[index];
    if (!customer) throw new Error("there is no such customer");
    customer.lastStep = step;
    // Much more than a tenth cost the same, and only a few more than that.
    const price = random.chance(0.03) ? 90_000 : random.chance(0.4) ? USUAL_MOST : random.int(20, 150) * 100;
    const fate = random.weighted(FATES, ([, weight]) => weight)[0];
    const at = START + step * STEP - random.int(5, 90) * MINUTE;
    return { step, purchase: { number, customer: index, at, country: customer.country, consents: customer.consents, price, fate } };
  });
}

function shuffle<T>(list: T[], random: Random): void {
  for (let index = list.length - 1; index > 0; index--) {
    const other = random.int(0, index);
    [list[index], list[other]] = [list[other] as T, list[index] as T];
  }
}
