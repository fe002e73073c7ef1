/** How the merchant sees a text message. */
import { escapeHtml } from "./liquid-text.ts";
import type { RecordedChannel } from "./recorded.ts";
import { smsSegments } from "./sms.ts";

/** `subject` is its beginning, `html` a page with the text and, for SMS, what it is counted as. */
export function textPreview(channel: RecordedChannel, text: string): { readonly subject: string; readonly html: string; readonly text: string } {
  const letters = Array.from(text.replace(/\s+/g, " "));
  const subject = letters.length > 60 ? `${letters.slice(0, 59).join("").trimEnd()}…` : letters.join("");
  const note = channel === "sms" ? `<p style="color:#616161;font-size:13px">${countWords(text)}</p>` : "";
  const html = `<!doctype html><html><body style="margin:16px;font:15px/1.5 system-ui,sans-serif"><p dir="auto" style="white-space:pre-wrap;overflow-wrap:anywhere;max-width:22em;margin:0;padding:12px 16px;border-radius:16px;background:#f1f1f1">${escapeHtml(text)}</p>${note}</body></html>`;
  return { subject, html, text };
}

function countWords(text: string): string {
  const { segments, encoding, units } = smsSegments(text);
  const why = encoding === "UCS-2" ? " It has letters outside the basic alphabet, which leaves room for 70 in one SMS instead of 160." : "";
  return `Goes out as ${segments === 1 ? "one SMS" : `${segments} SMS`} (${units} characters).${why}`;
}
