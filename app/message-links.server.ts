/** The links of messages, each signed for its one purpose, and where those lead that name their target. */
import type { App } from "./context.ts";
import type { EmailLinks } from "./channels/email/compose.ts";
import type { MessageClass } from "./core/message/message.ts";
import { webAddress } from "./core/message/words.ts";
import { DAY } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import { signToken } from "./core/shared/token.ts";
import type { MessageRow } from "./models/message.ts";
import { readMessageSources } from "./models/message-sources.ts";
import type { MessageSources } from "./models/message-sources.ts";

/** Long enough for a return months later; a mail from years ago should not open an order any more. */
const TRACKING_LINK_DAYS = 400;

export type Addresses = { readonly url: string; readonly secret: string };

/** What a click link may lead to by name instead of by address: a text message has no room for both tokens. */
type Named = "@track" | "@store";

export function linksFor({ url, secret }: Addresses, message: { readonly id: string; readonly class: MessageClass }, sources: MessageSources, now: Instant): EmailLinks {
  const preferences = `${url}/u/${signToken(secret, { kind: "preferences", id: message.id, expiresAt: null, extra: "" })}`;
  const code = sources.facts.made.referralCode;
  return {
    track: trackingLink({ url, secret }, sources.orderId, now),
    preferences,
    unsubscribe: message.class === "marketing" ? preferences : null,
    survey: surveyLink({ url, secret }, message.id, ""),
    rate: (score) => surveyLink({ url, secret }, message.id, `rating=${score}`),
    referral: code === undefined ? null : `${url}/r/${encodeURIComponent(code)}`,
    listId: sources.shop.domain,
    click: (target) => clickLink({ url, secret }, message.id, target),
    open: `${url}/o/${signToken(secret, { kind: "open", id: message.id, expiresAt: null, extra: "" })}`,
  };
}

/** The same for a text message, whose click links are short. */
export function shortLinksFor(addresses: Addresses, message: { readonly id: string; readonly class: MessageClass }, sources: MessageSources, now: Instant): EmailLinks {
  const links = linksFor(addresses, message, sources, now);
  const names = new Map<string | null, Named>([[webAddress(sources.shop.settings.brand.storeUrl), "@store"], [links.track, "@track"]]);
  return { ...links, click: (target) => clickLink(addresses, message.id, names.get(target) ?? target) };
}

function clickLink({ url, secret }: Addresses, id: string, target: string): string {
  return `${url}/c/${signToken(secret, { kind: "click", id, expiresAt: null, extra: target })}`;
}

/** The survey of a message; with an answer, that is given by the tap. */
function surveyLink({ url, secret }: Addresses, id: string, answer: string): string {
  return `${url}/s/${signToken(secret, { kind: "survey", id, expiresAt: null, extra: answer })}`;
}

/** Opens one order to whoever has it; null where there is none. */
export function trackingLink({ url, secret }: Addresses, orderId: string | null, from: Instant): string | null {
  return orderId && `${url}/t/${signToken(secret, { kind: "track", id: orderId, expiresAt: from + TRACKING_LINK_DAYS * DAY, extra: "" })}`;
}

/** Where a signed click leads: to the address in it, or to what it names. Null when that is not there (any more). */
export async function clickTarget(app: App, message: (MessageRow & { readonly shopId: string }) | null, extra: string): Promise<string | null> {
  if (extra !== "@track" && extra !== "@store") return webAddress(extra);
  const sources = message && (await readMessageSources(app.db, message.shopId, message));
  if (!message || !sources) return null;
  // It opens the order for as long as a link written out in the message would have.
  return extra === "@store" ? webAddress(sources.shop.settings.brand.storeUrl) : trackingLink(app, sources.orderId, message.createdAt);
}
