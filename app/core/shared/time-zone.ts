import { getCountry } from "countries-and-timezones";
import type { Address } from "../event/snapshot.ts";
import { PROVINCE_ZONES } from "./province-zones.ts";

/** Where most people of a country with several zones live; the data set lists zones alphabetically. */
const MAIN_ZONES: Readonly<Record<string, string>> = {
  US: "America/New_York", CA: "America/Toronto", AU: "Australia/Sydney", BR: "America/Sao_Paulo", MX: "America/Mexico_City",
  RU: "Europe/Moscow", ES: "Europe/Madrid", PT: "Europe/Lisbon", ID: "Asia/Jakarta", NZ: "Pacific/Auckland", CL: "America/Santiago",
  DE: "Europe/Berlin", FR: "Europe/Paris", GB: "Europe/London", CN: "Asia/Shanghai", KZ: "Asia/Almaty", AR: "America/Argentina/Buenos_Aires",
  UA: "Europe/Kyiv", MY: "Asia/Kuala_Lumpur", EC: "America/Guayaquil", CD: "Africa/Kinshasa", MN: "Asia/Ulaanbaatar", IN: "Asia/Kolkata",
};

/**
 * IANA zone of an address: by province where a country spans several zones (US, CA, AU, BR, MX), else the
 * zone most of the country lives in. Null without a known country: callers fall back to the shop's zone.
 */
export function timeZoneOf(address: Address | null): string | null {
  const country = address?.country?.toUpperCase();
  if (!country) return null;
  const province = address?.province?.trim().toUpperCase();
  return (province && PROVINCE_ZONES[country]?.[province]) || MAIN_ZONES[country] || getCountry(country)?.timezones[0] || null;
}
