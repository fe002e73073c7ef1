import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { CountryCode } from "libphonenumber-js/min";

/**
 * E-mail address as we key customers by it: trimmed, lower-case. RFC 5321 lets the local part be
 * case-sensitive, but shops and mail providers do not treat it so, and one person types both.
 *
 * @returns null when it is empty or cannot be an address
 */
export function normaliseEmail(value: string | null | undefined): string | null {
  const text = (value ?? "").trim().toLowerCase();
  return text.length <= 254 && /^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\]+\.[^\s@<>()",;:\\.]+$/.test(text) ? text : null;
}

/**
 * Phone number in E.164 ("+919876543210"), read in the given ISO 3166 country when it has no prefix.
 *
 * @returns null when it is not a possible number ("555-555-SHIP", "0000000000")
 */
export function normalisePhone(value: string | null | undefined, country: string | null): string | null {
  const text = (value ?? "").trim();
  if (text.length < 5 || text.length > 40) return null;
  const region = country && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const phone = parsePhoneNumberFromString(text, region);
  return phone?.isValid() ? phone.number : null;
}
