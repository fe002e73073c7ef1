/** One message made ready to send or to look at; the engine and the admin's preview both come through here. */
import type { OrderState } from "#app/core/event/order-state.ts";
import { contentFor } from "#app/core/message/content/catalog.ts";
import type { Subjects } from "#app/core/message/content/own-subject.ts";
import type { MessageFacts } from "#app/core/message/facts.ts";
import type { PreviousOrders } from "#app/core/message/history.ts";
import { addOpenPixel, trackClicks, uncounted } from "#app/core/message/links.ts";
import type { MessageClass } from "#app/core/message/message.ts";
import { renderMessage } from "#app/core/message/render.ts";
import { messageVariables } from "#app/core/message/variables.ts";
import type { MessageLinks } from "#app/core/message/variables.ts";
import type { Profile } from "#app/core/profile/profile.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import type { Shop } from "#app/core/shop.ts";
import { compileEmail } from "./compile.ts";
import { kindHeaders } from "./headers.ts";

export type EmailLinks = MessageLinks & {
  readonly unsubscribeMailto?: string | undefined;
  /** Our address that counts a click and leads on; leave out for a preview. */
  readonly click?: ((url: string) => string) | undefined;
  /** Address of the open pixel; leave out for a preview. */
  readonly open?: string | undefined;
  readonly listId?: string | undefined;
};

export type EmailSources = {
  readonly shop: Shop;
  readonly profile: Profile;
  readonly order: OrderState | null;
  readonly previousOrders: PreviousOrders;
  readonly facts: MessageFacts;
  readonly now: Instant;
  readonly message: { readonly content: string; readonly class: MessageClass; readonly locale: string };
  readonly links: EmailLinks;
  /** The merchant's own subject lines, in place of the content's. */
  readonly subjects?: Subjects | null;
  readonly walk: { readonly engaged: boolean };
};

export type ComposedEmail = {
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  /** The HTML without counting links and pixel: what the merchant may look at without "opening" it. */
  readonly uncounted: string;
  readonly text: string;
  /** As they will leave, for the preview. */
  readonly headers: Readonly<Record<string, string>>;
  /** The language it came out in, after falling back. */
  readonly language: string;
  readonly class: MessageClass;
};

/** @throws when the catalog has no such content, or marketing has no unsubscribe link */
export async function composeEmail(from: EmailSources): Promise<ComposedEmail> {
  const { shop, message, links } = from;
  const content = contentFor(message.content);
  if (!content) throw new Error(`There is no message content "${message.content}".`);
  const compiled = await compileEmail(content, message.class, message.locale, shop.locale, shop.settings.brand.colour);
  const headers = kindHeaders({
    class: compiled.class,
    unsubscribe: links.unsubscribe === null ? null : { url: links.unsubscribe, mailto: links.unsubscribeMailto },
    listId: links.listId ?? null,
  });
  const variables = messageVariables({ ...from, locale: message.locale, language: compiled.language });
  const { subject, preheader, html, text } = renderMessage({ ...compiled, subject: from.subjects?.[compiled.language] ?? compiled.subject }, variables);
  return { subject, preheader, html: track(html, shop, links), uncounted: html, text, headers, language: compiled.language, class: compiled.class };
}

function track(html: string, shop: Shop, links: EmailLinks): string {
  const { opens, clicks } = shop.settings.tracking;
  const clicked = clicks && links.click ? trackClicks(html, links.click, uncounted(links)) : html;
  return opens && links.open ? addOpenPixel(clicked, links.open) : clicked;
}
