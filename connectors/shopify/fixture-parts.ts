/** What Shopify's bodies share: ids in both forms, money, addresses, the customer record. */
import type { Instant } from "#app/core/shared/instant.ts";
import { formatInstant } from "#app/core/shared/instant.ts";
import { minorUnitDigits } from "#app/core/shared/money.ts";

export type Json = Record<string, unknown>;

/** Digits; as text beyond 2^53. */
export type Id = string | number;

export type ShopifyAddressInput = {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly phone?: string | null;
  readonly address1?: string;
  readonly city?: string | null;
  readonly zip?: string | null;
  readonly provinceCode?: string | null;
  readonly countryCode: string;
};

export type ShopifyConsentInput = {
  readonly state: "subscribed" | "not_subscribed" | "unsubscribed" | "pending" | "redacted" | "invalid";
  readonly at?: Instant | null;
};

export type ShopifyCustomerInput = {
  readonly id: Id;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  /** Shown on orders only: customer bodies carry none. */
  readonly locale?: string | null;
  readonly createdAt?: Instant;
  readonly updatedAt?: Instant;
  readonly address?: ShopifyAddressInput | null;
  readonly emailConsent?: ShopifyConsentInput | null;
  readonly smsConsent?: ShopifyConsentInput | null;
  readonly overrides?: Json;
};

/** The body of customers/create and customers/update. */
export function shopifyCustomer(input: ShopifyCustomerInput & { readonly createdAt: Instant }): Json {
  return customerJson(input, input.createdAt);
}

export function customerJson(input: ShopifyCustomerInput, createdBefore: Instant): Json {
  const createdAt = input.createdAt ?? createdBefore;
  const address = input.address ? { ...addressJson(input.address, input), default: true } : null;
  return {
    ...idsOf("Customer", input.id),
    email: input.email ?? null,
    created_at: stamp(createdAt),
    updated_at: stamp(input.updatedAt ?? createdAt),
    first_name: input.firstName ?? null,
    last_name: input.lastName ?? null,
    state: "disabled",
    note: null,
    verified_email: true,
    tax_exempt: false,
    phone: input.phone ?? null,
    ...(input.emailConsent === undefined ? {} : { email_marketing_consent: consentJson(input.emailConsent) }),
    ...(input.smsConsent === undefined ? {} : { sms_marketing_consent: consentJson(input.smsConsent) }),
    currency: "USD",
    ...(address ? { default_address: address, addresses: [address] } : { addresses: [] }),
    ...input.overrides,
  };
}

function consentJson(input: ShopifyConsentInput | null): Json | null {
  return input && { state: input.state, opt_in_level: "single_opt_in", consent_updated_at: input.at == null ? null : stamp(input.at) };
}

export function addressJson(input: ShopifyAddressInput, person?: { readonly firstName?: string | null; readonly lastName?: string | null } | null): Json {
  const firstName = input.firstName === undefined ? (person?.firstName ?? null) : input.firstName;
  const lastName = input.lastName === undefined ? (person?.lastName ?? null) : input.lastName;
  return {
    first_name: firstName,
    last_name: lastName,
    name: [firstName, lastName].filter(Boolean).join(" "),
    company: null,
    address1: input.address1 ?? "1 High Street",
    address2: null,
    city: input.city ?? null,
    zip: input.zip ?? null,
    province_code: input.provinceCode ?? null,
    country_code: input.countryCode,
    phone: input.phone ?? null,
  };
}

/** Shopify writes whole seconds and an offset: "2026-11-21T18:05:33-05:00". */
export function stamp(at: Instant): string {
  return `${formatInstant(at).slice(0, 19)}+00:00`;
}

/** Decimals as the currency has them: "19.99", but "1200" for yen. */
export function decimal(amount: number, currency: string): string {
  const digits = minorUnitDigits(currency);
  return (amount / 10 ** digits).toFixed(digits);
}

export function moneySet(amount: number, currency: string): Json {
  const money = { amount: decimal(amount, currency), currency_code: currency };
  return { shop_money: money, presentment_money: money };
}

export function idsOf(resource: string, id: Id): Json {
  return { id: numericId(id), admin_graphql_api_id: `gid://shopify/${resource}/${id}` };
}

/** A JSON number also beyond 2^53, where a JavaScript number would change its last digits. */
export function numericId(id: Id): unknown {
  const value = Number(id);
  return Number.isSafeInteger(value) ? value : rawJson(String(id));
}

/** JSON.rawJSON is in Node 22 and later; TypeScript's library does not know it yet. */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;
