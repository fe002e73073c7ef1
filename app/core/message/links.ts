/** Telling whether a message was read: clicks by way of us, and an image that is asked for. */
import { escapeHtml, unescapeHtml } from "./liquid-text.ts";
import type { MessageLinks } from "./variables.ts";

/**
 * The addresses no click is counted on by the way. The ways out must work when we are down, and counting them as
 * interest would be wrong. A survey's tap is counted as an answer where it arrives. A referral link is copied and
 * passed on: with our counter in it, every friend's click would be taken for the customer's own.
 */
export function uncounted(links: MessageLinks): (string | null)[] {
  return [links.unsubscribe, links.preferences, links.survey, ...[1, 2, 3, 4, 5].map(links.rate), links.referral];
}

/**
 * Leads every web link through `clickUrl`, but for those of `untouched` (see `uncounted`), mailto: and
 * other schemes. The order's page does count: it is what most readers click. The
 * plain-text part keeps its addresses as they are, since its readers see them.
 */
export function trackClicks(html: string, clickUrl: (url: string) => string, untouched: readonly (string | null)[]): string {
  return html.replace(/(<a\b[^>]*?\shref=")([^"]*)"/gi, (whole, before: string, attribute: string) => {
    const url = unescapeHtml(attribute.trim());
    return /^https?:\/\//i.test(url) && !untouched.includes(url) ? `${before}${escapeHtml(clickUrl(url))}"` : whole;
  });
}

/** The same for a plain text whose every letter counts: `clickUrl` should be shorter than what it leads to. */
export function trackTextClicks(text: string, clickUrl: (url: string) => string, untouched: readonly (string | null)[]): string {
  return text.replace(/https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]।]/gi, (url) => (untouched.includes(url) ? url : clickUrl(url)));
}

/** Adds the image whose request says "opened". */
export function addOpenPixel(html: string, pixelUrl: string): string {
  const pixel = `<img src="${escapeHtml(pixelUrl)}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0;" />`;
  const end = html.lastIndexOf("</body>");
  return end < 0 ? html + pixel : html.slice(0, end) + pixel + html.slice(end);
}
