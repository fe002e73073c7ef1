/** What a message says, as data: the same blocks become the HTML part and the plain-text part. */
import type { Language } from "../locale.ts";
import type { MessageClass } from "../message.ts";

/** A variable of `links` that a button may lead to; without an address the button is left out. */
export type LinkName = "track" | "help" | "store";

/**
 * Texts are Liquid over the variables of variables.ts. `when` is a Liquid condition; a block whose
 * condition does not hold is left out of both parts.
 */
export type Block = { readonly when?: string } & (
  | { readonly kind: "heading" | "paragraph" | "note" | "signature"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly { readonly title: string; readonly text: string }[] }
  | { readonly kind: "button"; readonly label: string; readonly link: LinkName }
  /** The order: its number, day, lines and total. */
  | { readonly kind: "order" }
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
};
