/**
 * A message's HTML for looking at only: the merchant's look must not count as the customer's, so the counting
 * picture goes, and links keep their look without leading anywhere. Its own scripts never run: the frame is sandboxed.
 */
export function inertHtml(html: string, appUrl: string): string {
  const quiet = html
    .replace(/<img\b[^>]*>/gi, (tag) => (sourceOf(tag).startsWith(`${appUrl}/o/`) ? "" : tag))
    .replace(/(<a\b[^>]*?\s)href\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "$1data-href=$2");
  return `${quiet}<style>a[data-href]{cursor:default}</style>`;
}

function sourceOf(tag: string): string {
  return /\ssrc\s*=\s*["']?([^"'\s>]*)/i.exec(tag)?.[1]?.replaceAll("&amp;", "&") ?? "";
}
