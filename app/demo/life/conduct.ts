/** What a customer does around one order beside buying: visits, questions, second thoughts. */
import { DAY, HOUR, MINUTE } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { DemoStore } from "../stores/store.ts";
import { Calls } from "./call.ts";
import { contactAt } from "./contact.ts";
import { productRefOf } from "./product-ref.ts";
import { Random } from "./random.ts";
import type { Span, StoreOrder, StoreWebhook } from "./store-webhook.ts";
import { personOf, starsFor, temperOf } from "./temper.ts";
import type { Temper } from "./temper.ts";

type Scene = { readonly store: DemoStore; readonly order: StoreOrder; readonly calls: Calls; readonly random: Random; readonly temper: Temper };

const QUESTIONS = ["Question about my order", "How do I use it?", "Something is not right", "Can I change my address?"];

/** The calls within `span`, in no order. */
export function conductOf(store: DemoStore, seed: string, order: StoreOrder, span: Span): StoreWebhook[] {
  const { purchase, fate } = order;
  if (purchase.test || purchase.lines.length === 0) return [];
  const about = `${seed}|${store.id}|conduct ${purchase.shopper.index}.${purchase.nth}.${order.id}`;
  const person = personOf(purchase.shopper);
  const scene: Scene = { store, order, calls: new Calls(about, contactAt(purchase)), random: new Random(about), temper: temperOf(seed, person) };
  // Each part draws from a source of its own, so that one more of them moves no other.
  beforeBuying(part(scene, "before"));
  agrees(part(scene, "agrees"));
  looksForHelp(part(scene, "help"));
  if (fate.cancelledAt === null) {
    asksForParcel(part(scene, "parcel"));
    const arrivedAt = arrivalOf(order);
    if (arrivedAt !== null) {
      uses(part(scene, "uses"), arrivedAt);
      asks(part(scene, "asks"), arrivedAt);
      sendsBack(part(scene, "back"), arrivedAt);
      reviews(part(scene, "reviews"), arrivedAt, starsFor(seed, person, String(order.id)));
    }
    browses(part(scene, "browses"));
  }
  return scene.calls.told.filter(({ at }) => at > span.from && at <= span.until);
}

function part(scene: Scene, name: string): Scene {
  const { order, store } = scene;
  return { ...scene, random: new Random(`${store.id}|${name}|${order.purchase.shopper.index}.${order.purchase.nth}.${order.id}`) };
}

/** When the last parcel arrived; null when nobody says so. */
function arrivalOf({ fate }: StoreOrder): Instant | null {
  const moments = fate.parcels.map((parcel) => parcel.deliveredAt);
  return moments.length > 0 && moments.every((at) => at !== null) ? Math.max(...moments) : null;
}

function beforeBuying({ store, order: { purchase }, calls, random }: Scene): void {
  if (purchase.nth === 0 || !random.chance(0.4)) return;
  for (const { product } of purchase.lines.slice(0, 2)) calls.page(purchase.placedAt - random.int(4, 50) * MINUTE, "Product", random.int(15, 140), { product_id: productRefOf(store, product) });
}

/** Yes to text messages: in Shopify's own record for SMS, by the shop's pages for the rest. */
function agrees({ store, order: { purchase }, calls, random }: Scene): void {
  const { shopper, nth, placedAt } = purchase;
  if (nth > 0 || !(shopper.sms || shopper.whatsapp)) return;
  const inAccount = store.platform === "shopify" && shopper.account === "first";
  calls.identify(placedAt + random.int(20, 90) * 1_000, { phone: shopper.phone, ...(shopper.sms && !inAccount ? { sms_opt_in: true } : {}), ...(shopper.whatsapp ? { whatsapp_opt_in: true } : {}) });
}

/** Three looks at the FAQ, or a long one at the help pages, within two days of buying; some then write to support. */
function looksForHelp({ order, calls, random, temper }: Scene): void {
  const { placedAt } = order.purchase;
  if (!random.chance(temper.helpless ? 0.5 : 0.02)) {
    if (random.chance(0.12)) calls.page(placedAt + random.int(1, 200) * HOUR, random.pick(["FAQ", "Help"]), random.int(20, 180));
    return;
  }
  let at = placedAt + random.int(2, 20) * HOUR;
  if (random.chance(0.3)) calls.page(at, "Help", random.int(920, 1_900));
  else for (let visit = 0; visit < 3; visit++, at += random.int(20, 400) * MINUTE) calls.page(at, "FAQ", random.int(40, 300));
  if (random.chance(0.4)) ticket(calls, random, order, at + random.int(1, 8) * HOUR, random.pick(QUESTIONS));
}

/** The carrier has fallen silent. */
function asksForParcel({ order, calls, random }: Scene): void {
  const silent = order.fate.parcels.find((parcel) => parcel.deliveredAt === null && parcel.scans.length > 0);
  if (silent && random.chance(0.3)) ticket(calls, random, order, silent.shippedAt + random.int(8 * 24, 12 * 24) * HOUR, "Where is my parcel?");
}

function uses({ store, order, calls, random, temper }: Scene, arrivedAt: Instant): void {
  const used = order.purchase.lines.find((line) => line.product.lasts !== undefined);
  if (!used || !random.chance(0.15 * temper.curiosity)) return;
  const { product, quantity } = used;
  calls.track(arrivedAt + random.int(3, 50) * HOUR, "Product Used", { milestone: "First use", product_id: productRefOf(store, product) });
  if (random.chance(0.5)) calls.track(arrivedAt + (product.lasts ?? 30) * quantity * 0.5 * DAY, "Product Used", { milestone: "Half used", product_id: productRefOf(store, product) });
}

function asks({ order, calls, random, temper }: Scene, arrivedAt: Instant): void {
  if (random.chance(temper.stars <= 2 ? 0.15 : 0.025)) ticket(calls, random, order, arrivedAt + random.int(4, 120) * HOUR, random.pick(QUESTIONS));
  if (random.chance(0.05)) calls.page(arrivedAt + random.int(3, 24 * 14) * HOUR, "FAQ", random.int(20, 240));
}

/** Whoever gets money back has looked at the returns page and asked for the return; a few look and keep it, and a few are told no. */
function sendsBack({ order, calls, random }: Scene, arrivedAt: Instant): void {
  const { refund } = order.fate;
  if (!refund) {
    if (random.chance(0.035)) calls.page(arrivedAt + random.int(2, 70) * HOUR, "Returns", random.int(25, 200));
    if (random.chance(0.008)) sentBack(arrivedAt + random.int(2, 8) * DAY, "changed their mind", random.int(30, 90) * HOUR);
    return;
  }
  const askedAt = arrivedAt + (refund.at - arrivedAt) * (0.15 + 0.45 * random.next());
  calls.page(askedAt - random.int(5, 40) * MINUTE, "Returns", random.int(60, 400));
  sentBack(askedAt, refund.reason, refund.at + random.int(10, 90) * MINUTE - askedAt);

  function sentBack(at: Instant, reason: string, takes: number): void {
    const properties = { return_id: `R-${order.number}`, order_id: String(order.id), reason };
    calls.track(at, "Return Requested", properties);
    calls.track(at + takes, "Return Closed", properties);
  }
}

function reviews({ order, calls, random, temper }: Scene, arrivedAt: Instant, stars: number): void {
  if (random.chance(0.02)) calls.track(arrivedAt + random.int(3, 20) * DAY, "Review Submitted", { rating: stars, scale: 5, order_id: String(order.id) });
  if (random.chance(temper.stars >= 4 ? 0.04 : 0.005)) calls.track(arrivedAt + random.int(4, 25) * DAY, "Loyalty Joined", { tier: "Member" });
}

/** Visits between orders, fewer by the week. */
function browses({ store, order: { purchase }, calls, random, temper }: Scene): void {
  for (let visit = 0; visit < 3; visit++) {
    if (!random.chance(0.22 * temper.curiosity)) continue;
    const product = random.chance(0.5) ? random.pick(purchase.shopper.favourites) : random.pick(store.products);
    calls.page(purchase.placedAt + random.int(7 * 24, (20 + 25 * visit) * 24) * HOUR, "Product", random.int(10, 200), { product_id: productRefOf(store, product) });
  }
}

/** Opened, and solved within some days. */
function ticket(calls: Calls, random: Random, order: StoreOrder, at: Instant, subject: string): void {
  const properties = { ticket_id: `T-${order.number}-${calls.told.length}`, subject, order_id: String(order.id) };
  calls.track(at, "Support Ticket Opened", properties);
  calls.track(at + (random.chance(0.1) ? random.int(100, 200) : random.int(3, 50)) * HOUR, "Support Ticket Solved", properties);
}
