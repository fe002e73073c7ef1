/** An amount in integer minor units of its currency: 1999 + "USD" is $19.99, 1200 + "JPY" is ¥1200. */
export type Money = { readonly amount: number; readonly currency: string };

/**
 * Decimal places of currencies that do not have two, after ISO 4217 list one (active codes).
 * Source: ISO 4217 table A.1, column "Minor unit".
 */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0,
  UYI: 0, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
  BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3,
  CLF: 4, UYW: 4,
};

/** Number of decimal places of a currency's minor unit; 2 for codes we do not know. */
export function minorUnitDigits(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/**
 * Reads a platform's decimal amount into minor units, rounding half away from zero at the
 * currency's real exponent (WooCommerce sends JPY as "1200.00": that is 1200 yen, not 120000).
 * Works on the digits, not on a float, so "1.005" never becomes 1.00.
 *
 * @returns null when the text is not a plain decimal number or is too large to hold exactly
 */
export function parseMoney(value: string | number, currency: string): number | null {
  const text = typeof value === "number" ? plainDecimal(value) : value.trim();
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match || (!match[2] && !match[3])) return null;
  const digits = minorUnitDigits(currency);
  const fraction = (match[3] ?? "").padEnd(digits + 1, "0");
  const kept = Number(`${match[2] ?? ""}${fraction.slice(0, digits)}` || "0");
  const minor = kept + (Number(fraction[digits]) >= 5 ? 1 : 0);
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] === "-" && minor !== 0 ? -minor : minor;
}

/** A number without exponent notation: 1e21 and 1e-7 are not amounts a shop charges. */
function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? "" : text;
}

/**
 * Amount for people, in the given locale ("en", "hi-IN"): "$19.99", "￥1,200".
 * An unknown locale falls back to English; a malformed currency code is printed as it is.
 */
export function formatMoney(money: Money, locale: string): string {
  const digits = minorUnitDigits(money.currency);
  const value = money.amount / 10 ** digits;
  try {
    return formatter(locale, money.currency, digits).format(value);
  } catch {
    return `${value.toFixed(digits)} ${money.currency}`;
  }
}

const formatters = new Map<string, Intl.NumberFormat>();

/** Building an Intl formatter costs about 50 µs; a list page shows hundreds of amounts. */
function formatter(locale: string, currency: string, digits: number): Intl.NumberFormat {
  const key = `${locale}|${currency}`;
  let found = formatters.get(key);
  if (!found) {
    const options = { style: "currency", currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const;
    try {
      found = new Intl.NumberFormat(locale, options);
    } catch {
      found = new Intl.NumberFormat("en", options);
    }
    formatters.set(key, found);
  }
  return found;
}
