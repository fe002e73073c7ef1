/** Which of the pages that journeys know a page call is about. */
import type { PAGES } from "../event/canonical-event.ts";

export type PageName = (typeof PAGES)[number];

/**
 * Whole parts of a path, more telling pages first: "/account/orders/7/return" is about a return, and
 * "/products/track-pants" is a product. They are those of Shopify's and WooCommerce's themes and of common apps; a
 * shop whose paths differ names its pages in the call.
 */
const PATHS: readonly (readonly [PageName, RegExp])[] = [
  ["product", /\/products?\/[^/]+/],
  ["returns", part("returns?|return-(?:policy|portal|center|centre|request)|returns-(?:policy|portal|center|centre|exchanges|and-exchanges)|refunds?|refund-(?:policy|returns|request)|refund_returns|exchanges?|shipping-(?:and-)?returns")],
  ["faq", part("faqs?|frequently-asked-questions")],
  ["tracking", part("track|tracking|track-(?:your-)?(?:order|parcel|package)|order-(?:status|tracking)|parcelpanel")],
  ["referral", part("refer|referrals?|refer-a-friend|invite-(?:a-)?friends?")],
  ["help", part("help|help-(?:center|centre)|support|contact|contact-us|knowledge-base|customer-(?:care|service)|troubleshooting")],
  ["cart", part("cart|basket|shopping-bag")],
  ["account", part("account|my-account")],
];

/** Whole names, spelt without spaces and punctuation: a product called "Track pants" is no tracking page. */
const NAMES: Readonly<Record<string, PageName>> = Object.fromEntries(
  Object.entries({
    returns: "returns return returnspage returnpolicy returnspolicy refundpolicy refunds returnsandexchanges returnsexchanges exchanges shippingandreturns shippingreturns returnportal returncenter returncentre",
    faq: "faq faqs faqpage frequentlyaskedquestions questionsandanswers",
    help: "help helppage helpcenter helpcentre support supportcenter supportcentre contact contactus customerservice customercare knowledgebase howto care careguide troubleshooting",
    product: "product productpage productdetail productdetails",
    tracking: "tracking trackingpage trackorder trackyourorder trackparcel ordertracking orderstatus",
    cart: "cart basket shoppingcart shoppingbag viewcart",
    account: "account accountpage myaccount",
    referral: "referral referrals referafriend invitefriends",
    other: "other",
  }).flatMap(([page, names]) => names.split(" ").map((name) => [name, page as PageName])),
);

/** What the merchant calls a page comes before its address. */
export function pageOf(name: string | null, category: string | null, path: string | null): PageName {
  for (const text of [name, category]) {
    const plain = (text ?? "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
    if (Object.hasOwn(NAMES, plain)) return NAMES[plain] as PageName;
  }
  const plain = (path ?? "").toLowerCase().slice(0, 500);
  return PATHS.find(([, pattern]) => pattern.test(plain))?.[0] ?? "other";
}

/** An address without its query and fragment, which may carry tokens and e-mail addresses; null when it is none. */
export function bareAddress(value: unknown): { readonly url: string; readonly path: string } | null {
  const found = typeof value === "string" && value.length <= 2000 ? /^(https?:\/\/[^\s<>"\\?#/@\p{Cc}\p{Cs}]+)([^\s<>"\\?#\p{Cc}\p{Cs}]*)(?:[?#]|$)/iu.exec(value) : null;
  return found ? { url: `${found[1]}${found[2]}`, path: found[2] || "/" } : null;
}

function part(words: string): RegExp {
  return new RegExp(`(?:^|/)(?:${words})(?:[/.?#]|$)`);
}
