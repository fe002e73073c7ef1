/** What the engine and the messages need to know of a shop. */
import { z } from "zod";
import type { Channel } from "./event/snapshot.ts";
import type { Instant } from "./shared/instant.ts";
import type { GapStats } from "./scoring/gaps.ts";
import type { ShopModels } from "./scoring/shop-models.ts";
import type { PlanState } from "./plan.ts";

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "a colour such as #0f766e");

/** `cost` of one message in hundredths of a minor unit of the shop's currency. */
function channelSetting(on: boolean, rank: number, cost: number) {
  return z.object({ on: z.boolean().default(on), rank: z.number().int().default(rank), cost: z.number().nonnegative().default(cost) }).prefault({});
}

/** A number for each level of engagement: those who answer may hear more, those who do not hear less. */
function byEngagement(engaged: number, normal: number, quiet: number, bounds: { readonly min: number; readonly minNormal?: number; readonly max: number }) {
  const from = (min: number) => z.number().int().min(min).max(bounds.max);
  const usual = from(bounds.minNormal ?? bounds.min);
  return z.object({ engaged: from(bounds.min).default(engaged), normal: usual.default(normal), quiet: usual.default(quiet) }).prefault({});
}

/** Messages in seven days. No more than a profile remembers (MARKETING_MEMORY). */
function perWeek(engaged: number, normal: number, quiet: number) {
  return byEngagement(engaged, normal, quiet, { min: 1, max: 40 });
}

/** How often the platform may be asked for changes: a store on a small machine asks for rest. */
export const CATCH_UP_MINUTES = [1, 5, 15, 60] as const;

export const shopSettingsSchema = z.object({
  brand: z
    .object({
      colour: colour.default("#0f766e"),
      logoUrl: z.string().nullable().default(null),
      /** Shown under marketing mail: laws ask for it (CAN-SPAM, 15 USC 7704(a)(5)). */
      postalAddress: z.string().default(""),
      supportEmail: z.string().default(""),
      storeUrl: z.string().default(""),
    })
    .prefault({}),
  tracking: z.object({ opens: z.boolean().default(true), clicks: z.boolean().default(true) }).prefault({}),
  /** Ways of sending that are on, in the order of preference where a customer's own behaviour does not decide. */
  channels: z
    .object({ email: channelSetting(true, 1, 0), whatsapp: channelSetting(true, 2, 500), sms: channelSetting(true, 3, 800), push: channelSetting(true, 4, 0) })
    .prefault({}),
  /** How much marketing one customer gets at most; a message beyond it waits until there is room. */
  caps: z
    .object({
      /** Hours between any two marketing messages; never under 24 for those who do not show that they want more. */
      gapHours: byEngagement(12, 24, 72, { min: 1, minNormal: 24, max: 720 }),
      /** By all channels together. */
      perWeek: perWeek(5, 3, 1),
      channels: z
        .object({ email: perWeek(4, 3, 1), whatsapp: perWeek(2, 1, 1), sms: perWeek(2, 1, 1), push: perWeek(3, 2, 1) })
        .prefault({}),
    })
    .prefault({}),
  /** Share of customers (0–0.5) who get no marketing, so that its effect can be measured. */
  holdout: z.object({ share: z.number().min(0).max(0.5).default(0.05) }).prefault({}),
  /** What a click is worth to the shop, in hundredths of a minor unit: what a channel's cost is weighed against. */
  clickWorth: z.number().nonnegative().default(10_000),
  /** Minutes between two looks at the platform for changes that no webhook told. */
  catchUpMinutes: z.literal(CATCH_UP_MINUTES).default(5),
  /** Where customers review the shop in public. */
  reviewUrl: z.string().default(""),
  /** What is used up and bought again, and how fast: the merchant's own table, by words in a product's title or by SKU. */
  consumables: z
    .array(z.object({ match: z.string().min(1).max(80), speed: z.enum(["fast", "medium", "slow"]) }))
    .max(500)
    .default([]),
  /** The customer's local hours without marketing: from 21:00 up to, not including, 9:00. Country rules may close more (decision/country-hours.ts). */
  quietHours: z.object({ from: z.number().int().min(0).max(23).default(21), to: z.number().int().min(0).max(23).default(9) }).prefault({}),
});

export type ShopSettings = z.infer<typeof shopSettingsSchema>;

/** Figures of the shop's own past that decisions read; refreshed by a job. */
export type ShopStats = {
  /** The week they were taken in; 0 before there are any. */
  readonly asOf: number;
  /** 90th percentile of order totals by currency, minor units; absent below 20 orders. */
  readonly orderP90: Readonly<Record<string, number>>;
  /** Days between the orders of one customer: the shop's median, and how many gaps it rests on. */
  readonly usualGap: { readonly medianGapDays: number; readonly n: number } | null;
  /** Median price of what is sold, by currency, minor units. */
  readonly medianPrice: Readonly<Record<string, number>>;
  /** Products that were bought again: gaps, buyers and those who bought again. */
  readonly products: Readonly<Record<string, ProductStats>>;
  /** θ where days between purchases grow as quantity^θ, and the products' gaps are days over it; left out, it is 1. */
  readonly quantityExponent?: number;
  /** Messages that left and were clicked, by channel. */
  readonly channels: Readonly<Partial<Record<Channel, { readonly sent: number; readonly engaged: number }>>>;
  /** Evidence for the hours customers read at, by their own local hour. */
  readonly hours: readonly number[];
  /** Chances of the arms of splits that learn, by `armsKey` and arm; absent where there are none. Those of one split add up to 1. */
  readonly arms?: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

export type ProductStats = { readonly gaps: GapStats; readonly buyers: number; readonly repeatBuyers: number };

export const NO_STATS: ShopStats = { asOf: 0, orderP90: {}, usualGap: null, medianPrice: {}, products: {}, channels: {}, hours: [] };

/** Stored figures, with what is missing filled in. */
export function readStats(stored: unknown): ShopStats {
  return { ...NO_STATS, ...(typeof stored === "object" && stored !== null ? stored : {}) };
}

export type Shop = {
  readonly id: string;
  readonly platform: "shopify" | "woocommerce" | "magento" | "wix";
  readonly domain: string;
  readonly name: string;
  readonly currency: string;
  readonly country: string | null;
  readonly timeZone: string;
  readonly locale: string;
  readonly salt: string;
  readonly settings: ShopSettings;
  readonly stats: ShopStats;
  /** What scores are worked out from; left out until a first night has taught them. */
  readonly models?: ShopModels;
  /** What happened before, such as the orders of before the app was installed, starts no journey; left out, everything may. */
  readonly journeysFrom?: Instant;
  /** It removed the app: nothing more is sent, taken in or begun. */
  readonly left?: true;
  /** What the shop pays for; left out, nothing is billed and everything goes. */
  readonly plan?: PlanState;
};

/** Settings as stored, with what is missing filled in. @throws ZodError naming the field when one is wrong */
export function readSettings(stored: unknown): ShopSettings {
  return shopSettingsSchema.parse(stored ?? {});
}
