/** Every message there is, by its key. */
import { chooseLanguage } from "../locale.ts";
import type { Language } from "../locale.ts";
import type { Content, Variant } from "./content.ts";
import { referralAskCashback } from "./referral-ask-cashback.ts";
import { referralAskVip } from "./referral-ask-vip.ts";
import { referralAsk } from "./referral-ask.ts";
import { referralRemind } from "./referral-remind.ts";
import { referralReward } from "./referral-reward.ts";
import { replenishLast } from "./replenish-last.ts";
import { replenishSoon } from "./replenish-soon.ts";
import { reviewAsk } from "./review-ask.ts";
import { reviewEducation } from "./review-education.ts";
import { reviewGood } from "./review-good.ts";
import { reviewPromoter } from "./review-promoter.ts";
import { reviewRecovery } from "./review-recovery.ts";
import { reviewRemind } from "./review-remind.ts";
import { welcomeCod } from "./welcome-cod.ts";
import { welcomeDay14Engaged } from "./welcome-day14-engaged.ts";
import { welcomeDay14Quiet } from "./welcome-day14-quiet.ts";
import { welcomeFirst } from "./welcome-first.ts";
import { welcomeHowto } from "./welcome-howto.ts";
import { welcomeReassure } from "./welcome-reassure.ts";
import { welcomeReturning } from "./welcome-returning.ts";
import { welcomeSupport } from "./welcome-support.ts";
import { welcomeVip } from "./welcome-vip.ts";
import { winbackLast } from "./winback-last.ts";
import { winbackMiss } from "./winback-miss.ts";
import { winbackNews } from "./winback-news.ts";
import { winbackOffer } from "./winback-offer.ts";

export const CONTENTS: readonly Content[] = [
  welcomeFirst, welcomeReturning, welcomeVip, welcomeCod, welcomeSupport, welcomeHowto, welcomeReassure, welcomeDay14Engaged, welcomeDay14Quiet,
  replenishSoon, replenishLast,
  reviewAsk, reviewRemind, reviewPromoter, reviewGood, reviewEducation, reviewRecovery,
  winbackMiss, winbackNews, winbackOffer, winbackLast,
  referralAsk, referralAskCashback, referralAskVip, referralRemind, referralReward,
];

const byKey = new Map(CONTENTS.map((content) => [content.key, content]));

/** The content of a key, or null when there is none. */
export function contentFor(key: string): Content | null {
  return byKey.get(key) ?? null;
}

export function classOfContent(key: string): Content["class"] | null {
  return byKey.get(key)?.class ?? null;
}

/** The variant for a reader's locale: its language, else the shop's, else English. */
export function variantFor(content: Content, locale: string, shopLocale: string): { readonly language: Language; readonly variant: Variant } {
  const language = chooseLanguage(locale, shopLocale);
  return { language, variant: content.variants[language] };
}
