/** What the engine and the messages need to know of a shop. */
import { z } from "zod";

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "a colour such as #0f766e");

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
  /** Local hours without marketing: from 21:00 up to, not including, 9:00. */
  quietHours: z.object({ from: z.number().int().min(0).max(23).default(21), to: z.number().int().min(0).max(23).default(9) }).prefault({}),
});

export type ShopSettings = z.infer<typeof shopSettingsSchema>;

/** Figures of the shop's own past that decisions read; refreshed by a job. */
export type ShopStats = {
  /** 90th percentile of order totals by currency, minor units; absent below 20 orders. */
  readonly orderP90: Readonly<Record<string, number>>;
};

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
};

/** Settings as stored, with what is missing filled in. @throws ZodError naming the field when one is wrong */
export function readSettings(stored: unknown): ShopSettings {
  return shopSettingsSchema.parse(stored ?? {});
}
