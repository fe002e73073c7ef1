/** The plain-text part: the same blocks, for readers without HTML, for watches and for spam filters. */
import type { Block, Variant } from "./content/content.ts";
import { labels } from "./content/labels.ts";
import type { Labels } from "./content/labels.ts";
import type { Look } from "./layout.ts";
import { onlyWhen } from "./liquid-text.ts";

export function textMessage(variant: Variant, look: Look): string {
  const words = labels[look.language];
  const body = variant.body.map((block) => onlyWhen(block.when, `${bare(block, words)}\n\n`, (tag) => tag)).join("");
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
      return onlyWhen(`links.${block.link}`, `${block.label}:\n{{ links.${block.link} | remove_first: "mailto:" }}`, (tag) => tag);
    case "order":
      return `{% if order.number %}${words.order} · ${words.placedOn}\n{% for item in order.items %}- {{ item.quantity }} × {{ item.title }}: {{ item.total }}\n{% endfor %}{% if order.moreItems > 0 %}- ${words.moreItems}\n{% endif %}${words.total}: {{ order.total }}{% endif %}`;
    case "contact":
      return `{% if links.help %}${block.text} {{ links.help | remove_first: "mailto:" }}{% endif %}`;
    case "divider":
      return "";
  }
}

function footer(look: Look, words: Labels): string {
  const who = "{{ shop.name }}{% if shop.postalAddress %} · {{ shop.postalAddress }}{% endif %}";
  if (look.class === "transactional") return `${words.whyTransactional}\n${who}`;
  return `${words.whyMarketing}\n${who}\n\n{% if links.unsubscribe %}${words.unsubscribe}: {{ links.unsubscribe }}\n{% endif %}{% if links.preferences %}${words.preferences}: {{ links.preferences }}{% endif %}`;
}
