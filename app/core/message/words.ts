/** Making text that strangers typed fit to stand inside a message. */

/**
 * Control characters, and the bidirectional overrides that would turn the rest of the line around
 * (Unicode UAX #9, 2.1–2.5). The letters themselves, in any direction, stay.
 */
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
const CONTROL = /[\p{Cc}\u2028\u2029]+/gu;

/** One line of plain text, cut at `limit` characters with an ellipsis. */
export function oneLine(value: string | null | undefined, limit: number): string {
  return cut((value ?? "").replace(UNFIT, " "), limit);
}

/** Longer subjects are cut by every inbox, and a line may not pass 998 bytes (RFC 5322, 2.1.1). */
const HEADLINE = 150;

/** A subject: one line in which nothing can start a header of its own; keeps what `isolated` put there. */
export function headline(text: string): string {
  return cut(text.replace(CONTROL, " "), HEADLINE);
}

function cut(text: string, limit: number): string {
  const line = text.toWellFormed().normalize("NFC").replace(/\s+/g, " ").trim();
  const letters = Array.from(line);
  return letters.length <= limit ? line : `${letters.slice(0, limit - 1).join("").trimEnd()}…`;
}

/**
 * A person's name as we may greet with it, or null. A "name" with an address in it is the old way to
 * send advertising through a shop's own mail; such a customer is greeted without a name.
 */
export function personName(value: string | null | undefined): string | null {
  const name = oneLine(value, 1000);
  const advertises = /:\/\/|www\.|@|\p{L}\.(?:com|net|org|info|biz|ru|cn|top|xyz|shop|site|online|io|me|in|co)\b/iu.test(name);
  return name === "" || advertises ? null : isolated(oneLine(name, 60));
}

/**
 * The text kept to itself: a name in Arabic or Hebrew does not turn the numbers after it around
 * (UAX #9, first strong isolate). Works the same in HTML, plain text and a subject.
 */
export function isolated(text: string): string {
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(text) ? `\u2068${text}\u2069` : text;
}

/** The address when it is a web address, else null: `javascript:` and `data:` never reach a link. */
export function webAddress(value: string | null | undefined): string | null {
  const text = (value ?? "").trim();
  return /^https?:\/\/[^\s"'<>\\]+$/i.test(text) ? text : null;
}

const ENGLISH = new Intl.PluralRules("en", { type: "ordinal" });
const ENGLISH_ENDINGS: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd", other: "th" };
const HINDI = ["पहला", "दूसरा", "तीसरा", "चौथा", "पाँचवाँ", "छठा"];

/** "4th" in English, "चौथा" in Hindi (masculine, as ऑर्डर is); the bare number elsewhere. */
export function ordinal(count: number, language: string): string {
  if (language === "en") return `${count}${ENGLISH_ENDINGS[ENGLISH.select(count)] ?? "th"}`;
  if (language === "hi") return HINDI[count - 1] ?? `${count}वाँ`;
  return String(count);
}
