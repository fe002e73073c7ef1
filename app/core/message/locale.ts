/** Choosing a language a message exists in, and writing dates the way its readers do. */
import type { Instant } from "../shared/instant.ts";

export const LANGUAGES = ["en", "hi"] as const;
export type Language = (typeof LANGUAGES)[number];

/** "hi" of "hi-IN", "hi_IN" or "HI"; WordPress and Magento write underscores. */
export function languageOf(locale: string): string {
  return locale.split(/[-_]/)[0]?.toLowerCase() ?? "";
}

/** The first of these tags whose language is written, exactly or by its language; else English. */
export function chooseLanguage(...locales: readonly (string | null | undefined)[]): Language {
  for (const locale of locales) {
    const language = LANGUAGES.find((known) => known === languageOf(locale ?? ""));
    if (language) return language;
  }
  return "en";
}

/**
 * The tag for numbers and dates in a message written in `language`: the reader's own region when they
 * read this language anyway, else the shop's country. A French reader of an English mail gets
 * English months, not a mixture.
 */
export function formatLocale(language: Language, locale: string, country: string | null): string {
  const tag = locale.replaceAll("_", "-");
  const candidates = languageOf(tag) === language && tag.includes("-") ? [tag] : [];
  if (country && /^[A-Za-z]{2}$/.test(country)) candidates.push(`${language}-${country.toUpperCase()}`);
  return candidates.find(isTag) ?? language;
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

export type DateStyle = "day" | "month";
const STYLES = { day: { year: "numeric", month: "long", day: "numeric" }, month: { year: "numeric", month: "long" } } as const;
const formatters = new Map<string, Intl.DateTimeFormat>();

/** "21 November 2026", or "March 2024". An unknown zone reads as UTC. */
export function formatDay(at: Instant, locale: string, zone: string, style: DateStyle): string {
  const key = `${locale}|${zone}|${style}`;
  let found = formatters.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: zone });
    } catch {
      found = new Intl.DateTimeFormat(locale, { ...STYLES[style], timeZone: "UTC" });
    }
    formatters.set(key, found);
  }
  return found.format(at);
}
