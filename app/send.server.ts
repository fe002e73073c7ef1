/** From a claimed message to its channel: what the engine's `send` port is live, and the admin's preview. */
import type { App } from "./context.ts";
import type { Channel } from "./channels/channel.ts";
import { composeEmail } from "./channels/email/compose.ts";
import type { EmailChannel } from "./channels/email/send.ts";
import type { PushToSend } from "./channels/push/send.ts";
import type { SmsToSend } from "./channels/sms/send.ts";
import type { WhatsappToSend } from "./channels/whatsapp/send.ts";
import { contentFor } from "./core/message/content/catalog.ts";
import type { SendOutcome } from "./core/message/outcome.ts";
import type { RecordedChannel } from "./core/message/recorded.ts";
import { composeTextMessage } from "./core/message/text-message.ts";
import type { ComposedText } from "./core/message/text-message.ts";
import { textPreview } from "./core/message/text-preview.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { Send } from "./engine/deliver.ts";
import { LEFT, mayGoFrom, mayStillGo } from "./engine/may-still-go.ts";
import { codeObjection, namesCode } from "./engine/named-code.ts";
import type { ClaimedMessage } from "./engine/ports.ts";
import { linksFor, shortLinksFor } from "./message-links.server.ts";
import type { Addresses } from "./message-links.server.ts";
import { findMessage } from "./models/message.ts";
import type { MessageRow } from "./models/message.ts";
import { keepContent, readMessageSources } from "./models/message-sources.ts";
import type { MessageSources } from "./models/message-sources.ts";
import { readShop } from "./models/shop.ts";
import { plainSql } from "./models/plain-sql.ts";
import type { Database } from "./models/database.ts";

export type Channels = {
  readonly email: EmailChannel;
  readonly sms: Channel<SmsToSend>;
  readonly whatsapp: Channel<WhatsappToSend>;
  readonly push: Channel<PushToSend>;
};

/** What is about to leave: what the merchant will see of it, and its hand-over. */
type Written = { readonly kept: { readonly subject: string | null; readonly html: string | null; readonly text: string }; readonly send: () => Promise<SendOutcome> };

/** Asks the rules once more, writes the message, keeps what was written, and hands it to its channel. */
export function sender(db: Database, channels: Channels, addresses: Addresses, now: () => Instant): Send {
  const sql = plainSql(db);
  return async (shopId, message) => {
    const sources = await readMessageSources(sql, shopId, message);
    if (!sources) return { kind: "stopped", rule: "erased", reason: "The customer's data was erased." };
    const objection = mayStillGo(message, sources.profile, sources.shop, now());
    if (objection !== null) return { kind: "stopped", ...objection };
    const from = mayGoFrom(message, sources.profile, sources.shop, now());
    if (from !== null) return { kind: "wait", until: from, reason: "It was ready only at night where this customer lives; it goes in the morning." };
    let written: Written;
    try {
      written = await (message.channel === "email" ? writeEmail(channels.email, addresses, message, sources, now()) : writeText(channels, addresses, message, message.channel, sources, now()));
    } catch (error) {
      return { kind: "failed", deadAddress: false, reason: "This message could not be written; its content is faulty.", log: error instanceof Error ? error.message : "compose" };
    }
    const missing = sources.code && namesCode(written.kept, sources.code.code) ? codeObjection(message, sources.code, now()) : null;
    if (missing !== null) return missing;
    if (!(await keepContent(sql, shopId, message, written.kept))) {
      // What another has in hand is theirs; recording this changes only what is still being sent.
      const { left } = await readShop(sql, shopId);
      return left ? { kind: "stopped", rule: "uninstalled", reason: LEFT } : { kind: "taken_over" };
    }
    return written.send();
  };
}

async function writeEmail(channel: EmailChannel, addresses: Addresses, message: ClaimedMessage, sources: MessageSources, now: Instant): Promise<Written> {
  const links = linksFor(addresses, message, sources, now);
  const composed = await composeEmail({ ...sources, message, links, now });
  const mail = {
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
    date: new Date(now),
  };
  // Kept without the counting links: the merchant looking at it is not the customer.
  return { kept: { subject: composed.subject, html: composed.uncounted, text: composed.text }, send: () => channel.send(mail) };
}

async function writeText(channels: Channels, addresses: Addresses, message: ClaimedMessage, by: RecordedChannel, sources: MessageSources, now: Instant): Promise<Written> {
  const { title, text } = composeFor(addresses, { ...message, channel: by }, sources, now);
  return { kept: { subject: null, html: null, text }, send: () => channels[by].send({ to: message.recipient, title, text }) };
}

function composeFor(addresses: Addresses, message: Pick<MessageRow, "id" | "class" | "content" | "locale"> & { readonly channel: RecordedChannel }, sources: MessageSources, now: Instant): ComposedText {
  const content = contentFor(message.content);
  if (!content) throw new Error(`There is no message content "${message.content}".`);
  return composeTextMessage(content, { ...sources, message, links: shortLinksFor(addresses, message, sources, now), now });
}

/** What went out, as it was kept; or, before that, what would go out now. E-mail without counting links. */
export function previewer(db: Database, addresses: Addresses, now: () => Instant): App["preview"] {
  return async (shopId, messageId) => {
    const message = await findMessage(db, shopId, messageId);
    if (!message) return null;
    const { channel } = message;
    const kept = await db.message.findFirst({ where: { id: messageId, shopId }, select: { subject: true, html: true, text: true } });
    if (channel !== "email" && kept?.text) return textPreview(channel, kept.text);
    if (kept?.subject && kept.html && kept.text) return { subject: kept.subject, html: kept.html, text: kept.text };
    const sources = await readMessageSources(db, shopId, message);
    if (!sources) return null;
    try {
      if (channel !== "email") return textPreview(channel, composeFor(addresses, { ...message, channel }, sources, now()).text);
      const composed = await composeEmail({ ...sources, message, links: linksFor(addresses, message, sources, now()), now: now() });
      return { subject: composed.subject, html: composed.uncounted, text: composed.text };
    } catch {
      // Faulty content: there is nothing to show, and the message's own page says why it did not go.
      return null;
    }
  };
}
