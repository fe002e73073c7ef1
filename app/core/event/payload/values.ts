/** Turns the payload's texts into our values, and says in a merchant's words what could not be read. */
import { parseInstant } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import { normalisePhone } from "../../shared/contact.ts";
import { parseMoney } from "../../shared/money.ts";

/** Something needed that cannot be understood; the message is the reason the merchant reads. */
export class Unreadable extends Error {}

/** 1970 to 2100: outside of it a clock or a plugin is broken, and a version from the year 9999 would never be overtaken. */
const LATEST = Date.UTC(2100, 0, 1);

const MAX_QUANTITY = 1e9;

/** A payload's value for a sentence: quoted and short. */
export function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60).toWellFormed()}…` : value);
}

/**
 * @returns null when there is none
 * @throws Unreadable when there is one but it is not a moment
 */
export function readInstant(value: string | null, field: string): Instant | null {
  if (value === null) return null;
  const at = parseInstant(value);
  if (at === null || at < 0 || at >= LATEST) throw new Unreadable(`${field} ${quoted(value)} is not a date and time`);
  return at;
}

export function required<T>(value: T | null, field: string): T {
  if (value === null) throw new Unreadable(`${field} is missing`);
  return value;
}

/** ISO 4217 code; the shop's own when the payload names none. */
export function readCurrency(value: string | null, fallback: string, field: string): string {
  const code = (value ?? fallback).toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new Unreadable(`${field} ${quoted(code)} is not a currency code`);
  return code;
}

/** Minor units; null when there is none. */
export function readMoney(value: string | null, currency: string, field: string): number | null {
  if (value === null) return null;
  const amount = parseMoney(value, currency);
  if (amount === null) throw new Unreadable(`${field} ${quoted(value)} is not an amount of ${currency}`);
  return amount;
}

/** An order's grand total: there, and not below zero. */
export function readTotal(value: string | null, currency: string, field: string): number {
  const amount = required(readMoney(value, currency, field), field);
  if (amount < 0) throw new Unreadable(`${field} ${quoted(value ?? "")} is below zero`);
  return amount;
}

/** Sums stay exact only below 2^53. */
export function exactSum(amount: number, field: string): number {
  if (!Number.isSafeInteger(amount)) throw new Unreadable(`${field} adds up to more than can be counted`);
  return amount === 0 ? 0 : amount;
}

/** A count of one line; 1 when the payload does not say. */
export function readQuantity(value: string | null, field: string): number {
  if (value === null) return 1;
  const quantity = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(quantity <= MAX_QUANTITY)) throw new Unreadable(`${field} ${quoted(value)} is not a quantity`);
  return quantity;
}

/** A platform's id as its digits; null for none and for 0, which WooCommerce writes for "nobody". */
export function readRef(value: string | null, field: string): string | null {
  if (value === null || /^0+$/.test(value)) return null;
  if (!/^\d{1,20}$/.test(value)) throw new Unreadable(`${field} ${quoted(value)} is not an id`);
  return value;
}

/** An id that only points elsewhere, as a line's to its product: an odd one is no reason to hold back an order. */
export function looseRef(value: string | null): string | null {
  return value !== null && /^\d{1,20}$/.test(value) && !/^0+$/.test(value) ? value : null;
}

/** ISO 3166 alpha-2, or null: some payloads carry a country's name instead. */
export function readCountry(value: string | null): string | null {
  const code = value?.toUpperCase() ?? "";
  return /^[A-Z]{2}$/.test(code) ? code : null;
}

/** Only web addresses: these end up as links in e-mails, where "javascript:" has no place. */
export function readUrl(value: string | null): string | null {
  return value !== null && /^https?:\/\/[^\s<>"]+$/i.test(value) ? value : null;
}

/** The first of several numbers that is one, each read in its own country, else in the others given. */
export function firstPhone(candidates: readonly (readonly [string | null, string | null])[], countries: readonly (string | null)[]): string | null {
  for (const [number, own] of candidates) {
    if (number === null) continue;
    for (const country of own === null ? countries : [own, ...countries]) {
      const phone = normalisePhone(number, country);
      if (phone !== null) return phone;
    }
  }
  return null;
}
