/** Messages that are a few lines of plain text: SMS, WhatsApp, push. */
import type { OrderState } from "../event/order-state.ts";
import type { Profile } from "../profile/profile.ts";
import type { Instant } from "../shared/instant.ts";
import type { Shop } from "../shop.ts";
import type { Content } from "./content/content.ts";
import type { MessageFacts } from "./facts.ts";
import type { PreviousOrders } from "./history.ts";
import { trackTextClicks, uncounted } from "./links.ts";
import { chooseLanguage } from "./locale.ts";
import type { Language } from "./locale.ts";
import type { MessageClass } from "./message.ts";
import type { RecordedChannel } from "./recorded.ts";
import { renderText } from "./render.ts";
import { messageVariables } from "./variables.ts";
import type { MessageLinks } from "./variables.ts";

export type TextSources = {
  readonly shop: Shop;
  readonly profile: Profile;
  readonly order: OrderState | null;
  readonly previousOrders: PreviousOrders;
  readonly facts: MessageFacts;
  readonly now: Instant;
  readonly message: { readonly class: MessageClass; readonly locale: string; readonly channel: RecordedChannel };
  /** `click` is our short address that counts a click on `url` and leads on; left out, links lead straight there. */
  readonly links: MessageLinks & { readonly click?: ((url: string) => string) | undefined };
  readonly walk: { readonly engaged: boolean };
};

export type ComposedText = { readonly title: string; readonly text: string; readonly language: Language; readonly class: MessageClass };

/** Ten SMS of the wider alphabet; a provider takes 1,600 letters at most. */
const LONGEST = 670;
/** CTIA Messaging Principles (2023), 5.1.3, and the words US carriers know by themselves (facts: 47 CFR 64.1200(a)(10)). */
const OPT_OUT: Readonly<Record<Language, string>> = { en: "Reply STOP to opt out", hi: "बंद करने के लिए STOP लिखकर भेजें" };
const HAS_OPT_OUT = /\bSTOP\b|\bopt[ -]?out\b|\bunsubscribe\b/i;

/** @throws when the content has no text for such channels, it is faulty, or comes out longer than they take */
export function composeTextMessage(content: Content, from: TextSources): ComposedText {
  const { shop, message, links } = from;
  const language = chooseLanguage(message.locale, shop.locale);
  if (!content.short) throw new Error(`The message content "${content.key}" has no short text.`);
  const kind = content.class === "marketing" ? "marketing" : message.class;
  const variables = messageVariables({ ...from, locale: message.locale, language });
  const body = renderText(content.short[language], variables);
  const named = message.channel === "sms" && !body.includes(variables.shop.name) ? `${variables.shop.name}: ${body}` : body;
  const needsWayOut = kind === "marketing" && message.channel !== "push" && !HAS_OPT_OUT.test(named);
  const whole = needsWayOut ? `${named}\n${OPT_OUT[language]}` : named;
  const text = links.click && shop.settings.tracking.clicks ? trackTextClicks(whole, links.click, uncounted(links)) : whole;
  if (body === "") throw new Error(`The short text of "${content.key}" came out empty.`);
  if (text.length > LONGEST) throw new Error(`The short text of "${content.key}" came out with ${text.length} letters; ${LONGEST} can be sent.`);
  return { title: variables.shop.name, text, language, class: kind };
}
