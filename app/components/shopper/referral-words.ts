/** What a friend reads who opens somebody's recommendation. `{…}` is filled in. */
import type { Language } from "../../core/message/locale.ts";

const en = {
  title: "{name} recommends {shop}",
  titleNoName: "A friend recommends {shop}",
  hello: "{name} has shopped at {shop} and thought you might like it, too.",
  helloNoName: "Someone you know has shopped at {shop} and thought you might like it, too.",
  gift: "For you",
  go: "Have a look at {shop}",
  code: "Your code is {code}. The button takes it along, and it counts for a first order.",
  ask: "Tell {shop} this code when you order: {code}. It counts for a first order.",
  privacy: "{shop} does not tell your friend what you look at or buy, only that a friend has ordered.",
};

export type ReferralWords = typeof en;

const hi: ReferralWords = {
  title: "{name} की सलाह: {shop}",
  titleNoName: "आपके एक दोस्त की सलाह: {shop}",
  hello: "{name} ने {shop} से ख़रीदारी की है और उन्हें लगा कि आपको भी पसंद आएगा।",
  helloNoName: "आपके किसी जानने वाले ने {shop} से ख़रीदारी की है और उन्हें लगा कि आपको भी पसंद आएगा।",
  gift: "आपके लिए",
  go: "{shop} देखें",
  code: "आपका कोड {code} है। बटन इसे साथ ले जाता है, और यह पहले ऑर्डर पर गिना जाता है।",
  ask: "ऑर्डर करते समय {shop} को यह कोड बताएँ: {code}। यह पहले ऑर्डर पर गिना जाता है।",
  privacy: "{shop} आपके दोस्त को यह नहीं बताता कि आप क्या देखते या ख़रीदते हैं, सिर्फ़ इतना कि किसी दोस्त ने ऑर्डर किया।",
};

const ALL: Readonly<Record<Language, ReferralWords>> = { en, hi };

export function referralWordsIn(language: Language): ReferralWords {
  return ALL[language];
}
