/** Each kind of block as MJML, made to stand in one column. */
import { LINK_VARIABLES } from "./content/content.ts";
import type { Block } from "./content/content.ts";
import type { Labels } from "./content/labels.ts";
import { codeBox, PRODUCT_LINK, productCard, ratingRow } from "./layout-products.ts";
import { escapeOutsideLiquid, onlyWhen } from "./liquid-text.ts";
import type { Palette } from "./palette.ts";

export function layoutBlock(block: Block, colours: Palette, words: Labels): string {
  return onlyWhen(block.when, bare(block, colours, words), raw);
}

function raw(tag: string): string {
  return `<mj-raw>${tag}</mj-raw>`;
}

function bare(block: Block, colours: Palette, words: Labels): string {
  switch (block.kind) {
    case "heading":
      return `<mj-text font-size="25px" line-height="1.35" font-weight="700" padding="0 0 14px"><h1 style="margin:0;font-size:25px;line-height:1.35;font-weight:700;">${escapeOutsideLiquid(block.text)}</h1></mj-text>`;
    case "paragraph":
      return `<mj-text>${escapeOutsideLiquid(block.text)}</mj-text>`;
    case "note":
      return `<mj-table padding="4px 0 20px"><tr><td style="background:${colours.tint};border-left:4px solid ${colours.brand};border-radius:6px;padding:14px 16px;font-size:16px;color:${colours.ink};">${escapeOutsideLiquid(block.text)}</td></tr></mj-table>`;
    case "list":
      return `<mj-table padding="4px 0 12px">${block.items.map((item, index) => listRow(item, index + 1, colours)).join("")}</mj-table>`;
    case "button":
      return onlyWhen(LINK_VARIABLES[block.link], button(block.label, LINK_VARIABLES[block.link], block.link !== "store", colours), raw);
    case "link": {
      const address = LINK_VARIABLES[block.link];
      const style = `style="color:${colours.quiet};text-decoration:underline;"`;
      return onlyWhen(address, `<mj-text font-size="14px" color="${colours.quiet}">${escapeOutsideLiquid(block.text)} <a href="{{ ${address} }}" ${style}>${escapeOutsideLiquid(block.label)}</a></mj-text>`, raw);
    }
    case "product": {
      const address = PRODUCT_LINK[block.of];
      return onlyWhen(`${block.of}.title`, `${productCard(block, colours)}${onlyWhen(address, button(block.label, address, block.of === "product", colours), raw)}`, raw);
    }
    case "rating":
      return onlyWhen("survey.rate1", ratingRow(block, colours), raw);
    case "code":
      return onlyWhen(block.value, codeBox(block, colours), raw);
    case "order":
      return onlyWhen("order.number", `<mj-table padding="6px 0 24px">${orderRows(colours, words)}</mj-table>`, raw);
    case "contact": {
      const link = `style="color:${colours.brand};font-weight:600;text-decoration:underline;overflow-wrap:anywhere;"`;
      const way = `<a href="{{ links.help }}" ${link}>{% if shop.supportEmail %}{{ shop.supportEmail }}{% else %}${escapeOutsideLiquid(words.orderPage)}{% endif %}</a>`;
      return onlyWhen("links.help", `<mj-text>${escapeOutsideLiquid(block.text)} ${way}</mj-text>`, raw);
    }
    case "divider":
      return `<mj-divider border-width="1px" border-color="${colours.line}" padding="2px 0 20px" />`;
    case "signature":
      return `<mj-text color="${colours.quiet}" padding="4px 0 12px">${escapeOutsideLiquid(block.text)}</mj-text>`;
  }
}

/** The one thing to do is filled; a look around the store is offered in outline. */
function button(label: string, address: string, filled: boolean, colours: Palette): string {
  const [ground, text, border] = filled ? [colours.button, colours.buttonText, colours.button] : [colours.card, colours.brand, colours.brand];
  const shape = 'font-size="16px" font-weight="600" line-height="1.4" inner-padding="13px 27px" border-radius="8px" padding="6px 0 26px" align="left"';
  return `<mj-button href="{{ ${address} }}" background-color="${ground}" color="${text}" border="1px solid ${border}" ${shape}>${escapeOutsideLiquid(label)}</mj-button>`;
}

function listRow(item: { title: string; text: string }, number: number, colours: Palette): string {
  return (
    `<tr><td width="44" style="width:44px;vertical-align:top;padding:4px 0 14px;"><div style="width:28px;height:28px;line-height:28px;border-radius:14px;background:${colours.tint};color:${colours.brand};font-size:14px;font-weight:700;text-align:center;">${number}</div></td>` +
    `<td style="vertical-align:top;padding:4px 0 14px;"><div style="font-weight:700;">${escapeOutsideLiquid(item.title)}</div><div style="color:${colours.quiet};">${escapeOutsideLiquid(item.text)}</div></td></tr>`
  );
}

function orderRows(colours: Palette, words: Labels): string {
  const cell = `padding:12px 0;border-top:1px solid ${colours.line};vertical-align:middle;`;
  const text = `{{ item.title }} <span style="color:${colours.quiet};white-space:nowrap;">× {{ item.quantity }}</span>`;
  return (
    `<tr><td colspan="3" style="padding:0 0 12px;"><div style="font-weight:700;font-size:17px;">${escapeOutsideLiquid(words.order)}</div><div style="font-size:13px;color:${colours.quiet};">${escapeOutsideLiquid(words.placedOn)}</div></td></tr>` +
    `{% for item in order.items %}<tr>{% if item.imageUrl %}<td width="68" style="${cell}width:68px;"><img src="{{ item.imageUrl }}" width="56" height="56" alt="" style="display:block;width:56px;height:56px;object-fit:cover;border-radius:6px;" /></td><td style="${cell}padding-right:12px;">${text}</td>` +
    `{% else %}<td colspan="2" style="${cell}padding-right:12px;">${text}</td>{% endif %}<td style="${cell}text-align:right;white-space:nowrap;">{{ item.total }}</td></tr>{% endfor %}` +
    `{% if order.moreItems > 0 %}<tr><td colspan="3" style="${cell}color:${colours.quiet};">${escapeOutsideLiquid(words.moreItems)}</td></tr>{% endif %}` +
    `<tr><td colspan="2" style="${cell}font-weight:700;">${escapeOutsideLiquid(words.total)}</td><td style="${cell}text-align:right;font-weight:700;white-space:nowrap;">{{ order.total }}</td></tr>`
  );
}
