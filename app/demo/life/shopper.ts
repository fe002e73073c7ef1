/** One made-up customer: who they are and how they buy. */
import type { Instant } from "../../core/shared/instant.ts";
import type { City, DemoStore, Product } from "../stores/store.ts";
import { Random } from "./random.ts";

export type Rhythm = "once" | "sometimes" | "seasons" | "regular";

export type Shopper = {
  /** Counts from 0 in the order they first came. */
  readonly index: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
  /** Agrees to marketing by text message. */
  readonly sms: boolean;
  readonly whatsapp: boolean;
  readonly city: City;
  readonly street: string;
  readonly locale: string;
  /** Has an account from their first order on, from the second, or never. */
  readonly account: "first" | "second" | "never";
  readonly consents: boolean;
  /** Days after the first order at which they change their mind in their account. */
  readonly changesMindAfter: number | null;
  readonly rhythm: Rhythm;
  /** Days between orders. */
  readonly gap: number;
  readonly quitsAfter: number;
  readonly favourites: readonly Product[];
  readonly arrivedAt: Instant;
};

const RHYTHMS: readonly (readonly [Rhythm, number])[] = [["once", 55], ["sometimes", 24], ["seasons", 8], ["regular", 13]];

/** The customer who came as the `index`th, at `arrivedAt`. */
export function makeShopper(store: DemoStore, random: Random, index: number, arrivedAt: Instant): Shopper {
  const people = random.weighted(store.people, (one) => one.weight);
  const [first, last] = [random.int(0, people.first.length - 1), random.int(0, people.last.length - 1)];
  const [firstName, lastName] = [people.first[first] ?? "", people.last[last] ?? ""];
  const latin = people.latin ?? people;
  const phoneOnly = random.chance(store.phoneOnly);
  const city = random.weighted(store.cities, (one) => one.weight);
  const [rhythm] = random.weighted(RHYTHMS, ([, weight]) => weight);
  const consents = random.chance(0.67);
  const texts = new Random(`${store.id}|texts|${index}`);
  const agrees = (share: number): boolean => texts.chance(consents ? share : share / 4);
  const [sms, whatsapp] = [agrees(store.texts.sms), agrees(store.texts.whatsapp)];
  const hasPhone = phoneOnly || random.chance(0.45);
  return {
    index, firstName, lastName, city, rhythm, arrivedAt,
    // The number keeps addresses unique, as people's own do.
    email: phoneOnly ? null : plain(`${latin.first[first]}.${latin.last[last]}${index + 11}@example.com`),
    phone: hasPhone ? phoneOf(store, index) : null,
    sms: hasPhone && sms,
    whatsapp: hasPhone && whatsapp,
    street: `${random.int(1, 180)} ${random.pick(store.streets)}`,
    locale: people.locale,
    account: random.weighted(["first", "second", "never"] as const, (kind) => (kind === "first" ? 58 : kind === "second" ? 12 : 30)),
    consents,
    changesMindAfter: random.chance(consents ? 0.03 : 0.12) ? random.int(5, 200) : null,
    gap: rhythm === "regular" ? random.around(35, 5) : rhythm === "seasons" ? random.around(95, 15) : random.around(150, 60),
    quitsAfter: rhythm === "regular" ? random.int(120, 700) : 1_000,
    favourites: favouritesOf(store, random, rhythm),
  };
}

/** Whether an address or number is one of ours, and not one that somebody typed into the demo. */
export function isMadeUp(person: string, stores: readonly Pick<DemoStore, "phones">[] = []): boolean {
  const isOurNumber = ({ phones: { beginnings, digits } }: Pick<DemoStore, "phones">): boolean => beginnings.some((beginning) => person.startsWith(beginning) && person.length === beginning.length + digits);
  return /^[a-z]+\.[a-z]+\d+@example\.com$/.test(person) || stores.some(isOurNumber);
}

/** Who comes back often comes for what is used up. */
function favouritesOf(store: DemoStore, random: Random, rhythm: Rhythm): Product[] {
  const goods = rhythm === "regular" ? store.products.filter((product) => product.lasts !== undefined && product.lasts <= 50) : store.products;
  return [0, 1, 2].map(() => random.weighted(goods, (product) => product.weight ?? 1));
}

function phoneOf(store: DemoStore, index: number): string {
  const { beginnings, digits } = store.phones;
  const size = 10 ** digits;
  // A step without a common divisor visits every number once before it repeats.
  const tail = (Math.floor(index / beginnings.length) * (size / 10 + 1) * 3 + 7) % size;
  return `${beginnings[index % beginnings.length]}${String(tail).padStart(digits, "0")}`;
}

function plain(address: string): string {
  return address.normalize("NFD").replace(/[^\x21-\x7e]/g, "").replaceAll(" ", "").toLowerCase();
}
