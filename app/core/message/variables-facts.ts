/** The variables about products, codes, the survey and referral; see variables.ts. */
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import type { MessageFacts } from "./facts.ts";
import type { Language } from "./locale.ts";
import type { MessageLinks } from "./variables.ts";
import { isolated, oneLine, webAddress } from "./words.ts";

export const FACT_VARIABLES = {
  "product.title": "The product this is about: the one to be replenished, or the only one of the order; nothing when there are several",
  "product.imageUrl": "Its picture, or nothing",
  "product.url": "Where to buy it: the shop's front page",
  "product.daysLeft": "Days until it is likely used up, 0 or more; nothing when that is not known",
  "next.title": "What others keep buying and this customer has not bought yet, or nothing",
  "next.imageUrl": "Its picture, or nothing",
  "history.favourites": "Titles of the up to 3 products the customer bought most often",
  "viewed.items": "Titles of the up to 3 products the customer looked at last and did not buy",
  "offer.code": "The discount code made for this customer, or nothing",
  "offer.percent": "What it takes off, in percent, or nothing",
  "loyalty.benefit": "What regular customers get, in your words from the journey's settings, or nothing",
  "referral.code": "The customer's own referral code, or nothing",
  "referral.url": "Their referral link, or nothing",
  "referral.whatsappUrl": "Opens WhatsApp with a personal text and the link, or nothing",
  "referral.reward": "What this customer was promised for a friend's order, in your words from the journey's settings, or nothing",
  "referral.cashback": "The reward for customers who look at the price, or nothing",
  "referral.earlyAccess": "The reward for your best customers, or nothing",
  "referral.friendReward": "What the friend gets, in your words, or nothing",
  "survey.rate1": "One-tap answer: 1 of 5",
  "survey.rate2": "One-tap answer: 2 of 5",
  "survey.rate3": "One-tap answer: 3 of 5",
  "survey.rate4": "One-tap answer: 4 of 5",
  "survey.rate5": "One-tap answer: 5 of 5",
} as const;

export type FactSources = {
  readonly facts: MessageFacts;
  readonly links: MessageLinks;
  readonly shopName: string;
  readonly storeUrl: string | null;
  readonly language: Language;
  readonly now: Instant;
};

export function factVariables({ facts, links, shopName, storeUrl, language, now }: FactSources) {
  const { product, next, made, sent } = facts;
  const own = wordsOf(made.ownReward);
  const cashback = wordsOf(made.cashback);
  const earlyAccess = wordsOf(made.earlyAccess);
  const friendReward = wordsOf(made.friendReward);
  const url = made.referralCode ? webAddress(links.referral) : null;
  return {
    product: {
      title: titleOf(product?.title),
      imageUrl: webAddress(product?.imageUrl),
      url: product ? storeUrl : null,
      daysLeft: product?.runOutAt == null ? null : Math.max(0, Math.round((product.runOutAt - now) / DAY)),
    },
    next: { title: titleOf(next?.title), imageUrl: webAddress(next?.imageUrl) },
    favourites: titles(facts.favourites),
    viewed: { items: titles(facts.viewed) },
    offer: { code: oneLine(made.discountCode, 40) || null, percent: made.discountCode ? percentOf(made.discountPercent) : null },
    loyalty: { benefit: wordsOf(made.loyalty) },
    referral: {
      code: oneLine(made.referralCode, 40) || null,
      url,
      whatsappUrl: url === null ? null : whatsapp(PERSONAL[language](shopName, friendReward), url),
      reward: (sent.includes("referral.ask_cashback") ? cashback : sent.includes("referral.ask_vip") ? earlyAccess : null) ?? own,
      cashback,
      earlyAccess,
      friendReward,
    },
    survey: { rate1: rate(links, 1), rate2: rate(links, 2), rate3: rate(links, 3), rate4: rate(links, 4), rate5: rate(links, 5) },
  };
}

/** What a customer would say to a friend, who may change it before it goes. */
const PERSONAL: Readonly<Record<Language, (shop: string, friendReward: string | null) => string>> = {
  en: (shop, gift) => `I have been buying from ${shop} and thought of you.${gift === null ? "" : ` There is something in it for you too: ${gift}.`} Have a look:`,
  hi: (shop, gift) => `मुझे ${shop} का सामान अच्छा लगता है, सोचा आपको भी बता दूँ।${gift === null ? "" : ` इसमें आपके लिए भी कुछ है: ${gift}।`} एक बार देखिए:`,
};

/** "Click to chat" without a number: WhatsApp asks whom to send it to (faq.whatsapp.com, "How to use click to chat"). */
function whatsapp(words: string, url: string): string {
  return `https://wa.me/?text=${encodeURIComponent(`${words} ${url}`).replaceAll("'", "%27")}`;
}

function rate(links: MessageLinks, score: number): string | null {
  return webAddress(links.rate(score));
}

function titleOf(title: string | null | undefined): string | null {
  return isolated(oneLine(title, 120)) || null;
}

function titles(all: readonly string[]): string[] {
  return all.flatMap((title) => isolated(oneLine(title, 80)) || []).slice(0, 3);
}

function percentOf(value: string | undefined): number | null {
  const percent = Number(value ?? "");
  return Number.isInteger(percent) && percent >= 1 && percent <= 100 ? percent : null;
}

function wordsOf(value: string | undefined): string | null {
  return isolated(oneLine(value, 120)) || null;
}
