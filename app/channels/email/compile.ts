/** Templates of a message in one language and look, compiled once: MJML costs milliseconds, rendering microseconds. */
import mjml2html from "mjml";
import type { Content } from "#app/core/message/content/content.ts";
import { variantFor } from "#app/core/message/content/catalog.ts";
import { layoutMessage } from "#app/core/message/layout.ts";
import { shieldLiquid } from "#app/core/message/liquid-text.ts";
import type { Language } from "#app/core/message/locale.ts";
import type { MessageClass } from "#app/core/message/message.ts";
import type { MessageTemplates } from "#app/core/message/render.ts";
import { textMessage } from "#app/core/message/text.ts";

export type CompiledEmail = MessageTemplates & { readonly language: Language; readonly class: MessageClass };

/** Content × language × colour; at about 30 kB each. The least recently used goes first. */
const KEPT = 200;
const compiled = new Map<string, Promise<CompiledEmail>>();

/**
 * The templates for a reader's locale in a shop's colour.
 *
 * @param messageClass class it was decided under; content that is marketing stays marketing, whatever a journey calls it
 */
export function compileEmail(content: Content, messageClass: MessageClass, locale: string, shopLocale: string, colour: string): Promise<CompiledEmail> {
  const { language, variant } = variantFor(content, locale, shopLocale);
  const look = { language, class: content.class === "marketing" ? "marketing" : messageClass, colour } as const;
  const key = JSON.stringify([content.key, look]);
  let found = compiled.get(key);
  compiled.delete(key);
  found ??= layHtml(layoutMessage(variant, look)).then((html) => ({
    ...look, html, subject: variant.subject, preheader: variant.preheader, text: textMessage(variant, look),
  }));
  compiled.set(key, found);
  if (compiled.size > KEPT) compiled.delete(compiled.keys().next().value ?? "");
  found.catch(() => compiled.delete(key));
  return found;
}

async function layHtml(mjml: string): Promise<string> {
  const { shielded, restore } = shieldLiquid(mjml);
  // No fonts: MJML would otherwise link to Google's for names it knows.
  const { html } = await mjml2html(shielded, { validationLevel: "strict", keepComments: false, fonts: {} });
  return restore(html.replace(/^\s+/gm, "").replace(/\n{2,}/g, "\n"));
}
