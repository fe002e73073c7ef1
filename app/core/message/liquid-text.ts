/** Handling text that has Liquid in it without touching the Liquid. */

const LIQUID = /(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/;

/** The text for HTML: everything but its Liquid escaped. What Liquid puts out is escaped when it is rendered. */
export function escapeOutsideLiquid(text: string): string {
  return text
    .split(LIQUID)
    .map((part, index) => (index % 2 === 1 ? part : escapeHtml(part)))
    .join("");
}

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&#34;");
}

/** Turns back what escapeHtml and Liquid's `escape` did, as a mail program does with an attribute. */
export function unescapeHtml(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#34;", '"').replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}

/** The part between the condition's Liquid tags; unconditional without one. */
export function onlyWhen(condition: string | undefined, part: string, wrap: (tag: string) => string): string {
  return condition === undefined ? part : `${wrap(`{% if ${condition} %}`)}${part}${wrap("{% endif %}")}`;
}

/**
 * Swaps every Liquid tag for a word that no markup parser looks twice at, and gives the way back.
 * "<=" in a condition would otherwise start a tag.
 */
export function shieldLiquid(source: string): { readonly shielded: string; restore(output: string): string } {
  const tags: string[] = [];
  const shielded = source.replace(new RegExp(LIQUID, "g"), (tag) => `LQ${tags.push(tag) - 1}QL`);
  return { shielded, restore: (output) => output.replace(/LQ(\d+)QL/g, (_word, index: string) => tags[Number(index)] ?? "") };
}
