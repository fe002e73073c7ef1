/** From a claimed message to the channel: what the engine's `send` port is live, and the admin's preview. */
import type { App } from "./context.ts";
import { composeEmail } from "./channels/email/compose.ts";
import type { EmailLinks } from "./channels/email/compose.ts";
import type { EmailChannel } from "./channels/email/send.ts";
import type { MessageClass } from "./core/message/message.ts";
import { DAY } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import { signToken } from "./core/shared/token.ts";
import type { Send } from "./engine/deliver.ts";
import { mayStillGo } from "./engine/may-still-go.ts";
import { findMessage } from "./models/message.ts";
import { keepContent, readMessageSources } from "./models/message-sources.ts";
import type { MessageSources } from "./models/message-sources.ts";
import { plainSql } from "./models/plain-sql.ts";
import type { Database } from "./models/database.ts";

/** Long enough for a return months later; a mail from years ago should not open an order any more. */
export const TRACKING_LINK_DAYS = 400;

type Addresses = { readonly url: string; readonly secret: string };

/** The links of one message, each signed for its one purpose. */
export function linksFor({ url, secret }: Addresses, message: { readonly id: string; readonly class: MessageClass }, sources: MessageSources, now: Instant): EmailLinks {
  const track = sources.orderId && signToken(secret, { kind: "track", id: sources.orderId, expiresAt: now + TRACKING_LINK_DAYS * DAY, extra: "" });
  const preferences = `${url}/u/${signToken(secret, { kind: "preferences", id: message.id, expiresAt: null, extra: "" })}`;
  return {
    track: track ? `${url}/t/${track}` : null,
    preferences,
    unsubscribe: message.class === "marketing" ? preferences : null,
    listId: sources.shop.domain,
    click: (target) => `${url}/c/${signToken(secret, { kind: "click", id: message.id, expiresAt: null, extra: target })}`,
    open: `${url}/o/${signToken(secret, { kind: "open", id: message.id, expiresAt: null, extra: "" })}`,
  };
}

/** Asks the rules once more, writes the message, keeps what was written, and hands it to the channel. */
export function emailSender(db: Database, email: EmailChannel, addresses: Addresses, now: () => Instant): Send {
  const sql = plainSql(db);
  return async (shopId, message) => {
    const sources = await readMessageSources(sql, shopId, message);
    if (!sources) return { kind: "stopped", reason: "The customer's data was erased." };
    const objection = mayStillGo(message, sources.profile, sources.shop, now());
    if (objection !== null) return { kind: "stopped", reason: objection };
    const links = linksFor(addresses, message, sources, now());
    let composed;
    try {
      composed = await composeEmail({ ...sources, message, links });
    } catch (error) {
      return { kind: "failed", deadAddress: false, reason: "This message could not be written; its content is faulty.", log: error instanceof Error ? error.message : "compose" };
    }
    // Kept without the counting links: the merchant looking at it is not the customer.
    if (!(await keepContent(sql, shopId, message, { subject: composed.subject, html: composed.uncounted, text: composed.text }))) return { kind: "taken_over" };
    return email.send({
      class: message.class,
      unsubscribe: links.unsubscribe === null ? null : { url: links.unsubscribe },
      listId: sources.shop.domain,
      messageIdHeader: message.messageIdHeader,
      to: message.recipient,
      fromName: sources.shop.name,
      replyTo: sources.shop.settings.brand.supportEmail || null,
      subject: composed.subject,
      html: composed.html,
      text: composed.text,
      date: new Date(now()),
    });
  };
}

/** What went out, as it was kept; or, before that, what would go out now. Without counting links. */
export function previewer(db: Database, addresses: Addresses, now: () => Instant): App["preview"] {
  return async (shopId, messageId) => {
    const message = await findMessage(db, shopId, messageId);
    if (!message) return null;
    const kept = await db.message.findFirst({ where: { id: messageId, shopId }, select: { subject: true, html: true, text: true } });
    if (kept?.subject && kept.html && kept.text) return { subject: kept.subject, html: kept.html, text: kept.text };
    const sources = await readMessageSources(db, shopId, message);
    if (!sources) return null;
    const composed = await composeEmail({ ...sources, message, links: linksFor(addresses, message, sources, now()) });
    return { subject: composed.subject, html: composed.uncounted, text: composed.text };
  };
}
