/** What the demo knows of one of its made-up stores. */
import type { Platform } from "../../core/event/connector.ts";
import type { SettingValues } from "../../core/journey/catalog/catalog.ts";
import type { z } from "zod";
import type { shopSettingsSchema } from "../../core/shop.ts";

export type Product = {
  readonly sku: string;
  readonly title: string;
  readonly variant?: string;
  /** Minor units of the store's currency. */
  readonly price: number;
  /** Days until a customer has used it up; absent for what lasts. */
  readonly lasts?: number;
  /** How often it is bought, against 1 for most. */
  readonly weight?: number;
};

export type City = {
  readonly name: string;
  readonly province: string;
  readonly postcode: string;
  readonly country: string;
  readonly zone: string;
  readonly weight: number;
};

/** People of one language: names that go together. */
export type People = {
  readonly locale: string;
  readonly weight: number;
  readonly first: readonly string[];
  readonly last: readonly string[];
  /** The same people's names in Latin letters, for addresses; equal where they are Latin already. */
  readonly latin?: { readonly first: readonly string[]; readonly last: readonly string[] };
};

export type PaymentWay = "card" | "cod" | "transfer";

export type DemoStore = {
  readonly id: string;
  readonly platform: Extract<Platform, "shopify" | "woocommerce">;
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly country: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly colour: string;
  readonly supportEmail: string;
  readonly postalAddress: string;
  readonly storeUrl: string;
  /** New customers a month in the middle of its two years. */
  readonly newCustomers: number;
  /** Demand by month, January first, against 1. */
  readonly season: readonly number[];
  readonly products: readonly Product[];
  readonly cities: readonly City[];
  readonly people: readonly People[];
  readonly streets: readonly string[];
  readonly payments: readonly (readonly [PaymentWay, number])[];
  readonly carriers: readonly { readonly name: string; readonly prefix: string; readonly url: string }[];
  /** Minor units; orders from `freeShippingFrom` ship free. */
  readonly shipping: number;
  readonly freeShippingFrom: number;
  /** Share of customers who give a phone number and no e-mail address. */
  readonly phoneOnly: number;
  /** Beginnings of made-up numbers, and how many digits follow. Where a country reserves numbers for fiction, these are they. */
  readonly phones: { readonly beginnings: readonly string[]; readonly digits: number };
  readonly couponCode: string;
  /** Share of those with a phone number who agree to marketing by it. */
  readonly texts: { readonly sms: number; readonly whatsapp: number };
  /** What the merchant has set, beside what follows from the rest. */
  readonly settings: z.input<typeof shopSettingsSchema>;
  /** What the merchant has turned in each journey. */
  readonly journeys: Readonly<Record<string, SettingValues>>;
};
