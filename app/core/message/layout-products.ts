/** The larger blocks as MJML: a product, a row to rate by, something to copy. Tables, since Outlook knows nothing else. */
import type { Block } from "./content/content.ts";
import { escapeOutsideLiquid } from "./liquid-text.ts";
import type { Palette } from "./palette.ts";

type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

export const SCORES = [1, 2, 3, 4, 5] as const;

/** Where the button of a product block leads. A suggestion is offered in outline, like any look around the store. */
export const PRODUCT_LINK = { product: "product.url", next: "links.store" } as const satisfies Record<Of<"product">["of"], string>;

export function productCard({ of }: Of<"product">, colours: Palette): string {
  const cell = "padding:14px;vertical-align:middle;";
  return (
    `<mj-table padding="4px 0 16px" css-class="product"><tr>` +
    `{% if ${of}.imageUrl %}<td width="124" style="${cell}width:96px;padding-right:0;background:${colours.tint};border-radius:10px 0 0 10px;"><img src="{{ ${of}.imageUrl }}" width="96" height="96" alt="" style="display:block;width:96px;height:96px;object-fit:cover;border-radius:8px;" /></td>` +
    `<td style="${cell}background:${colours.tint};border-radius:0 10px 10px 0;">{% else %}<td style="${cell}background:${colours.tint};border-radius:10px;">{% endif %}` +
    `<div style="font-weight:700;font-size:17px;line-height:1.4;color:${colours.ink};">{{ ${of}.title }}</div></td></tr></mj-table>`
  );
}

/** Gaps of 5 px leave 44 px for each of the five on the narrowest phones (320 px): WCAG 2.2, 2.5.5. */
export function ratingRow(block: Of<"rating">, colours: Palette): string {
  const tap = (score: number): string =>
    `<td align="center" height="52" bgcolor="${colours.tint}" style="height:52px;background:${colours.tint};border-radius:8px;"><a href="{{ survey.rate${score} }}" aria-label="${score} / 5" style="display:block;line-height:50px;font-size:20px;font-weight:700;color:${colours.brand};text-decoration:none;border:1px solid ${colours.brand};border-radius:8px;">${score}</a></td>`;
  const gap = '<td width="5" style="width:5px;font-size:0;">&nbsp;</td>';
  const end = `padding:8px 0 0;font-size:13px;line-height:1.4;color:${colours.quiet};vertical-align:top;`;
  return (
    `<mj-table padding="2px 0 22px" table-layout="fixed"><tr>${SCORES.map(tap).join(gap)}</tr>` +
    `<tr><td colspan="4" style="${end}">${escapeOutsideLiquid(block.low)}</td><td colspan="5" align="right" style="${end}text-align:right;">${escapeOutsideLiquid(block.high)}</td></tr></mj-table>`
  );
}

export function codeBox(block: Of<"code">, colours: Palette): string {
  const text =
    block.value === "referral.url"
      ? `<a href="{{ referral.url }}" style="color:${colours.brand};font-size:15px;font-weight:600;text-decoration:none;overflow-wrap:anywhere;">{{ referral.url | remove_first: "https://" }}</a>`
      : `<span style="color:${colours.ink};font-family:Consolas,Menlo,monospace;font-size:22px;font-weight:700;letter-spacing:1px;overflow-wrap:anywhere;">{{ ${block.value} }}</span>`;
  return (
    `<mj-table padding="4px 0 22px"><tr><td align="center" style="padding:14px 16px 16px;border:2px dashed ${colours.brand};border-radius:10px;text-align:center;">` +
    `<div style="font-size:13px;color:${colours.quiet};padding-bottom:2px;">${escapeOutsideLiquid(block.label)}</div>${text}</td></tr></mj-table>`
  );
}
