import type { Profile } from "../core/profile/profile.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "../models/database.ts";
import { SEED } from "./history/seed.ts";
import { onlyOf } from "./life/another-order.ts";
import { shoppersOf } from "./life/life.ts";
import { productRefOf } from "./life/product-ref.ts";
import type { Random } from "./life/random.ts";
import { makeShopper } from "./life/shopper.ts";
import type { Shopper } from "./life/shopper.ts";
import { personOf } from "./life/temper.ts";
import { planOrderOf } from "./place-order.ts";
import type { DemoStore, Product } from "./stores/store.ts";

/** Plans that a customer buys once more what they bought last, now. @returns the order's number and what it is */
export async function planBuyingAgain(db: Database, shopId: string, profile: Profile, now: Instant): Promise<{ readonly number: string; readonly title: string }> {
  const last = await db.order.findFirst({ where: { shopId, profileId: profile.id, test: false }, orderBy: { placedAt: "desc" }, select: { state: true } });
  const refs = ((last?.state ?? {}) as { details?: { lines?: readonly { productRef: string | null }[] } }).details?.lines?.map((line) => line.productRef) ?? [];
  let bought: Product | null = null;
  const number = await planOrderOf(db, shopId, now, ({ store, random, began, placedAt }) => {
    const product = store.products.find((one) => refs.includes(productRefOf(store, one))) ?? random.pick(store.products);
    bought = product;
    return { shopper: shopperOf(store, random, profile, began, placedAt), nth: 2, purchase: (drawn) => onlyOf(store, drawn, product) };
  });
  return { number, title: (bought as Product | null)?.title ?? "" };
}

/** One of the store's own people, or a guest with this customer's name and address. */
function shopperOf(store: DemoStore, random: Random, profile: Profile, began: Instant, now: Instant): Shopper {
  const [email, phone] = [profile.email?.value ?? null, profile.phone?.value ?? null];
  const person = personOf({ email, phone });
  const known = shoppersOf(store, SEED, began, now).find((shopper) => personOf(shopper) === person);
  if (known) return { ...known, account: known.account === "first" ? "first" : "never" };
  const guest = makeShopper(store, random, 95_000, now);
  const { first, last } = profile.name?.value ?? { first: null, last: null };
  const city = store.cities.find((one) => one.name === profile.address?.value.city) ?? guest.city;
  return { ...guest, email, phone, city, firstName: first ?? guest.firstName, lastName: last ?? guest.lastName, account: "never", consents: false, changesMindAfter: null, sms: false, whatsapp: false };
}
