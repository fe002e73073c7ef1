/** The plain-text part: the same blocks, for readers without HTML, for watches and for spam filters. */
import { LINK_VARIABLES } from "./content/content.ts";
import type { Block, Variant } from "./content/content.ts";
import { labels } from "./content/labels.ts";
import type { Labels } from "./content/labels.ts";
import { PRODUCT_LINK, SCORES } from "./layout-products.ts";
import type { Look } from "./layout.ts";
import { onlyWhen } from "./liquid-text.ts";

export function textMessage(variant: Variant, look: Look): string {
  const words = labels[look.language];
  const body = variant.body.map((block) => onlyWhen(block.when, `${bare(block, words)}\n\n`, same)).join("");
  return `${body}--\n${footer(look, words)}\n`;
}

function bare(block: Block, words: Labels): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
    case "note":
    case "signature":
      return block.text;
    case "list":
      return block.items.map((item, index) => `${index + 1}. ${item.title}\n   ${item.text}`).join("\n");
    case "button":
      return leading(block.label, LINK_VARIABLES[block.link]);
    case "link":
      return onlyWhen(LINK_VARIABLES[block.link], `${block.text} {{ ${LINK_VARIABLES[block.link]} | remove_first: "mailto:" }}`, same);
    case "product":
      return onlyWhen(`${block.of}.title`, `* {{ ${block.of}.title }}\n\n${leading(block.label, PRODUCT_LINK[block.of])}`, same);
    case "rating":
      return onlyWhen("survey.rate1", SCORES.map((score) => `${score}${endOf(block, score)}:\n{{ survey.rate${score} }}`).join("\n"), same);
    case "code":
      return onlyWhen(block.value, `${block.label}: {{ ${block.value} }}`, same);
    case "order":
      return `{% if order.number %}${words.order} · ${words.placedOn}\n{% for item in order.items %}- {{ item.quantity }} × {{ item.title }}: {{ item.total }}\n{% endfor %}{% if order.moreItems > 0 %}- ${words.moreItems}\n{% endif %}${words.total}: {{ order.total }}{% endif %}`;
    case "contact":
      return `{% if links.help %}${block.text} {{ links.help | remove_first: "mailto:" }}{% endif %}`;
    case "divider":
      return "";
  }
}

const same = (tag: string): string => tag;

function leading(label: string, address: string): string {
  return onlyWhen(address, `${label}:\n{{ ${address} | remove_first: "mailto:" }}`, same);
}

function endOf(block: { readonly low: string; readonly high: string }, score: number): string {
  if (score === SCORES[0]) return ` (${block.low})`;
  return score === SCORES.at(-1) ? ` (${block.high})` : "";
}

function footer(look: Look, words: Labels): string {
  const who = "{{ shop.name }}{% if shop.postalAddress %} · {{ shop.postalAddress }}{% endif %}";
  if (look.class === "transactional") return `${words.whyTransactional}\n${who}`;
  return `${words.whyMarketing}\n${who}\n\n{% if links.unsubscribe %}${words.unsubscribe}: {{ links.unsubscribe }}\n{% endif %}{% if links.preferences %}${words.preferences}: {{ links.preferences }}{% endif %}`;
}
