/** The frame of an e-mail: blocks and brand to MJML, with the Liquid still in it. */
import { readableOn } from "./colour.ts";
import type { Variant } from "./content/content.ts";
import { labels } from "./content/labels.ts";
import { layoutBlock } from "./layout-blocks.ts";
import { escapeOutsideLiquid } from "./liquid-text.ts";
import type { Language } from "./locale.ts";
import type { MessageClass } from "./message.ts";
import { palette } from "./palette.ts";
import type { Palette } from "./palette.ts";

/** What the frame itself depends on; name, logo and address come in as variables. */
export type Look = { readonly language: Language; readonly class: MessageClass; readonly colour: string };

/**
 * Fonts that are on the devices already: a mail that loads one from elsewhere tells a third party who
 * reads it. Devanagari needs the room of taller lines for its vowel signs.
 */
const TYPE: Readonly<Record<Language, { fonts: string; lineHeight: string }>> = {
  en: { fonts: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif", lineHeight: "1.55" },
  hi: {
    fonts: "-apple-system, BlinkMacSystemFont, 'Noto Sans Devanagari', 'Kohinoor Devanagari', 'Nirmala UI', 'Segoe UI', Roboto, Mangal, Arial, sans-serif",
    lineHeight: "1.75",
  },
};

/** Invisible filler, so that the inbox does not go on to the first lines of the body after the preheader. */
const FILLER = "&#847;&zwnj;&nbsp;".repeat(50);

export function layoutMessage(variant: Variant, look: Look): string {
  const colours = palette(look.colour);
  const { fonts, lineHeight } = TYPE[look.language];
  const blocks = variant.body.map((block) => layoutBlock(block, colours, labels[look.language])).join("\n");
  return `<mjml lang="${look.language}" dir="ltr">
<mj-head>
<mj-title>${escapeOutsideLiquid(variant.subject)}</mj-title>
<mj-preview>${escapeOutsideLiquid(variant.preheader)}${FILLER}</mj-preview>
<mj-raw><meta name="color-scheme" content="light" /><meta name="supported-color-schemes" content="light" /><meta name="format-detection" content="telephone=no, date=no, address=no" /></mj-raw>
<mj-attributes>
<mj-all font-family="${fonts}" />
<mj-text font-size="16px" line-height="${lineHeight}" color="${colours.ink}" padding="0 0 16px" />
<mj-table font-size="15px" line-height="${lineHeight}" color="${colours.ink}" padding="0 0 16px" />
</mj-attributes>
</mj-head>
<mj-body width="600px" background-color="${colours.page}">
${header(readableOn(colours.page, look.colour))}
<mj-wrapper padding="0 12px">
<mj-section background-color="${colours.card}" border-radius="12px" padding="32px 28px 20px">
<mj-column>
${blocks}
</mj-column>
</mj-section>
</mj-wrapper>
${footer(look, colours)}
</mj-body>
</mjml>`;
}

/** The logo where there is one, else the name in the shop's own colour. */
function header(name: string): string {
  return `<mj-section padding="28px 28px 20px">
<mj-column>
<mj-raw>{% if shop.logoUrl %}</mj-raw>
<mj-image src="{{ shop.logoUrl }}" alt="{{ shop.name }}" width="148px" padding="0" align="center" />
<mj-raw>{% else %}</mj-raw>
<mj-text align="center" font-size="21px" line-height="1.3" font-weight="700" color="${name}" padding="0">{{ shop.name }}</mj-text>
<mj-raw>{% endif %}</mj-raw>
</mj-column>
</mj-section>`;
}

/** Who writes, why, and the way out where it is marketing: CAN-SPAM 15 USC 7704(a)(5), RFC 8058 beside the header. */
function footer(look: Look, colours: Palette): string {
  const words = labels[look.language];
  const link = (variable: string, label: string): string =>
    `{% if ${variable} %}<a href="{{ ${variable} }}" style="color:${colours.quiet};text-decoration:underline;display:inline-block;padding:8px 10px;">${escapeOutsideLiquid(label)}</a>{% endif %}`;
  const ways = look.class === "marketing" ? `<mj-text align="center" font-size="13px" color="${colours.quiet}" padding="2px 0 0">${link("links.unsubscribe", words.unsubscribe)} ${link("links.preferences", words.preferences)}</mj-text>` : "";
  return `<mj-section padding="24px 20px 36px">
<mj-column>
<mj-text align="center" font-size="13px" color="${colours.quiet}" padding="0">${escapeOutsideLiquid(look.class === "marketing" ? words.whyMarketing : words.whyTransactional)}</mj-text>
<mj-text align="center" font-size="13px" color="${colours.quiet}" padding="6px 0 0">{{ shop.name }}{% if shop.postalAddress %} · {{ shop.postalAddress }}{% endif %}</mj-text>
${ways}
</mj-column>
</mj-section>`;
}
