/** Telling whether a message was read: clicks by way of us, and an image that is asked for. */
import { escapeHtml, unescapeHtml } from "./liquid-text.ts";

/**
 * Leads every web link through `clickUrl`. The ways out of `untouched` (unsubscribe, preferences) are
 * left alone: they must work when we are down, and counting them as interest would be wrong. So are
 * mailto: and other schemes. The order's page does count: it is what most readers click. The
 * plain-text part keeps its addresses as they are, since its readers see them.
 */
export function trackClicks(html: string, clickUrl: (url: string) => string, untouched: readonly (string | null)[]): string {
  return html.replace(/(<a\b[^>]*?\shref=")([^"]*)"/gi, (whole, before: string, attribute: string) => {
    const url = unescapeHtml(attribute.trim());
    return /^https?:\/\//i.test(url) && !untouched.includes(url) ? `${before}${escapeHtml(clickUrl(url))}"` : whole;
  });
}

/** Adds the image whose request says "opened". */
export function addOpenPixel(html: string, pixelUrl: string): string {
  const pixel = `<img src="${escapeHtml(pixelUrl)}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0;" />`;
  const end = html.lastIndexOf("</body>");
  return end < 0 ? html + pixel : html.slice(0, end) + pixel + html.slice(end);
}
