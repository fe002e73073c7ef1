/** What a message says, as data: the same blocks become the HTML part and the plain-text part. */
import type { Language } from "../locale.ts";
import type { MessageClass } from "../message.ts";

/** Where a button or a link may lead, by the variable that has the address; without one it is left out. */
export const LINK_VARIABLES = {
  track: "links.track",
  help: "links.help",
  store: "links.store",
  review: "links.review",
  survey: "links.survey",
  whatsapp: "referral.whatsappUrl",
} as const;
export type LinkName = keyof typeof LINK_VARIABLES;

/**
 * Texts are Liquid over the variables of variables.ts. `when` is a Liquid condition; a block whose
 * condition does not hold is left out of both parts.
 */
export type Block = { readonly when?: string } & (
  | { readonly kind: "heading" | "paragraph" | "note" | "signature"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly { readonly title: string; readonly text: string }[] }
  | { readonly kind: "button"; readonly label: string; readonly link: LinkName }
  /** A plain sentence with its link at the end, where a button would be too loud. */
  | { readonly kind: "link"; readonly text: string; readonly label: string; readonly link: LinkName }
  /** The order: its number, day, lines and total. */
  | { readonly kind: "order" }
  /** One product: its picture, its title and a button to the shop. Left out while it is not known. */
  | { readonly kind: "product"; readonly of: "product" | "next"; readonly label: string }
  /** One tap from 1 to 5, with what the two ends mean. */
  | { readonly kind: "rating"; readonly low: string; readonly high: string }
  /** Something to copy: a code, a link of one's own. Left out while there is none. */
  | { readonly kind: "code"; readonly label: string; readonly value: "offer.code" | "referral.url" }
  /** The sentence, then the shop's support address; the order's page when it has none. */
  | { readonly kind: "contact"; readonly text: string }
  | { readonly kind: "divider" }
);

export type Variant = {
  readonly subject: string;
  /** What the inbox shows after the subject. */
  readonly preheader: string;
  readonly body: readonly Block[];
};

export type Content = {
  readonly key: string;
  readonly class: MessageClass;
  /** In the merchant's words. */
  readonly name: string;
  readonly variants: Readonly<Record<Language, Variant>>;
  /** For SMS, WhatsApp and push: plain text, Liquid over the same variables. Without it the message goes by e-mail only. */
  readonly short?: Readonly<Record<Language, string>>;
};
