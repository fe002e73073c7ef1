/** Every message there is, by its key. */
import { chooseLanguage } from "../locale.ts";
import type { Language } from "../locale.ts";
import type { Content, Variant } from "./content.ts";
import { welcomeDay14Engaged } from "./welcome-day14-engaged.ts";
import { welcomeDay14Quiet } from "./welcome-day14-quiet.ts";
import { welcomeFirst } from "./welcome-first.ts";
import { welcomeHowto } from "./welcome-howto.ts";
import { welcomeReturning } from "./welcome-returning.ts";
import { welcomeVip } from "./welcome-vip.ts";

export const CONTENTS: readonly Content[] = [welcomeFirst, welcomeReturning, welcomeVip, welcomeHowto, welcomeDay14Engaged, welcomeDay14Quiet];

const byKey = new Map(CONTENTS.map((content) => [content.key, content]));

/** The content of a key, or null when there is none. */
export function contentFor(key: string): Content | null {
  return byKey.get(key) ?? null;
}

/** The variant for a reader's locale: its language, else the shop's, else English. */
export function variantFor(content: Content, locale: string, shopLocale: string): { readonly language: Language; readonly variant: Variant } {
  const language = chooseLanguage(locale, shopLocale);
  return { language, variant: content.variants[language] };
}
