import type { ConsentFact } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { isYes } from "#app/core/event/payload/fields.ts";
import type { Meta } from "./payloads.ts";

/**
 * WooCommerce itself records no marketing consent; these plugins do, as order and user meta. A key not
 * listed here is never taken for consent.
 */
const KEYS: readonly string[] = [
  "_afterglow_marketing_consent", // our own field on the classic checkout
  "_wc_other/afterglow/marketing-consent", // our own field on the block checkout (additional checkout fields, 8.6+)
  "mailchimp_woocommerce_is_subscribed", // Mailchimp for WooCommerce
  "ckwc_opt_in", // Kit (ConvertKit) for WooCommerce
  "ce4wp_checkout_consent", // Creative Mail
];

export const isConsentKey = (key: string): boolean => KEYS.includes(key);

/** A ticked box at the checkout. An unticked one is no answer, and takes nothing back. */
export function orderConsents(meta: Meta, placedAt: Instant): ConsentFact[] {
  return answers(meta).includes(true) ? [{ channel: "email", granted: true, at: placedAt, source: "checkout" }] : [];
}

/**
 * What the account says. Meta carries no time: a yes counts from the account's creation and a no from
 * its last change, since otherwise every edit of the account would renew a consent that was withdrawn
 * on our own page. A no beside a yes wins.
 */
export function customerConsents(meta: Meta, createdAt: Instant | null, modifiedAt: Instant): ConsentFact[] {
  const given = answers(meta);
  if (given.includes(false)) return [{ channel: "email", granted: false, at: modifiedAt, source: "account" }];
  if (given.includes(true) && createdAt !== null) return [{ channel: "email", granted: true, at: createdAt, source: "account" }];
  return [];
}

function answers(meta: Meta): boolean[] {
  return meta.filter(({ key }) => key !== null && KEYS.includes(key)).map(({ value }) => value).filter(isAnswer).map(isYes);
}

function isAnswer(value: unknown): boolean {
  return isYes(value) || value === false || value === 0 || (typeof value === "string" && /^(?:false|0|no|off)$/i.test(value.trim()));
}
