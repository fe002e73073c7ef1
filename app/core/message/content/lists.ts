/** Naming several things in a sentence. */
import type { Language } from "../locale.ts";

const AND: Readonly<Record<Language, string>> = { en: " and ", hi: " और " };

/** Liquid that writes the titles of a variable as “A”, “B” and “C”; quoted, since titles have commas of their own. */
export function named(variable: string, language: Language): string {
  return `{% for title in ${variable} %}“{{ title }}”{% if forloop.rindex == 2 %}${AND[language]}{% elsif forloop.rindex > 2 %}, {% endif %}{% endfor %}`;
}
