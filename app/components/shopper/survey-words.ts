/** What the survey's page says, in the languages there are. `{…}` is filled in. */
import type { Language } from "../../core/message/locale.ts";

const en = {
  title: "How was it?",
  rating: "How do you like your order from {shop}?",
  scores: ["1, very bad", "2, bad", "3, all right", "4, good", "5, very good"],
  worst: "Very bad",
  best: "Very good",
  tapped: "You tapped {score} of 5.",
  save: "Save my {score} of 5",
  given: "You gave {score} of 5.",
  change: "Change it",
  standsOut: "What stood out?",
  stoodOut: { quality: "Quality", price: "Price", delivery: "Delivery", service: "Service", looks: "Looks", other: "Something else" },
  want: "Would you like one of these?",
  wants: { tip: "A tip for using it", offer: "An offer", demo: "To be shown how", nothing: "Nothing, thanks" },
  skip: "Skip this question",
  nth: "Question {n} of {count}",
  thanks: "Thank you!",
  thanksWhy: "Your answer helps {shop} and everyone who buys here after you.",
  sorry: "We are sorry it was not what you hoped for.",
  sorryNext: "A person at {shop} will get in touch with you. If you would rather not wait:",
  public: "Share your opinion",
  publicWhy: "Good or bad, other shoppers would like to read it.",
  review: "Write a review",
  subject: "My order",
};

export type SurveyWords = typeof en;

const hi: SurveyWords = {
  title: "कैसा लगा?",
  rating: "{shop} से मँगाया आपका ऑर्डर कैसा लगा?",
  scores: ["1, बहुत ख़राब", "2, ख़राब", "3, ठीक-ठाक", "4, अच्छा", "5, बहुत अच्छा"],
  worst: "बहुत ख़राब",
  best: "बहुत अच्छा",
  tapped: "आपने 5 में से {score} चुना।",
  save: "5 में से {score} भेजें",
  given: "आपने 5 में से {score} दिए।",
  change: "बदलें",
  standsOut: "सबसे ख़ास क्या लगा?",
  stoodOut: { quality: "क्वालिटी", price: "दाम", delivery: "डिलीवरी", service: "सेवा", looks: "दिखने में", other: "कुछ और" },
  want: "क्या आपको इनमें से कुछ चाहिए?",
  wants: { tip: "इस्तेमाल का सुझाव", offer: "कोई ऑफ़र", demo: "इस्तेमाल करके दिखाएँ", nothing: "कुछ नहीं, धन्यवाद" },
  skip: "यह सवाल छोड़ें",
  nth: "{count} में से सवाल {n}",
  thanks: "धन्यवाद!",
  thanksWhy: "आपका जवाब {shop} के और आपके बाद ख़रीदने वाले सबके काम आएगा।",
  sorry: "हमें खेद है कि यह आपकी उम्मीद जैसा नहीं था।",
  sorryNext: "{shop} से कोई आपसे ख़ुद संपर्क करेगा। अगर आप रुकना न चाहें:",
  public: "अपनी राय बताएँ",
  publicWhy: "अच्छी हो या बुरी, दूसरे ख़रीदार इसे पढ़ना चाहेंगे।",
  review: "समीक्षा लिखें",
  subject: "मेरा ऑर्डर",
};

const ALL: Readonly<Record<Language, SurveyWords>> = { en, hi };

export function surveyWordsIn(language: Language): SurveyWords {
  return ALL[language];
}
