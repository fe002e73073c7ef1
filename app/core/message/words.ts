/** Making text that strangers typed fit to stand inside a message. */

/**
 * Control characters, and the bidirectional overrides that would turn the rest of the line around
 * (Unicode UAX #9, 2.1–2.5). The letters themselves, in any direction, stay.
 */
// oxlint-disable-next-line no-control-regex -- control characters are what it removes
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;

/** One line of plain text, cut at `limit` characters with an ellipsis. A subject cannot grow a header line through it. */
export function oneLine(value: string | null | undefined, limit: number): string {
  const text = (value ?? "").toWellFormed().normalize("NFC").replace(UNFIT, " ").replace(/\s+/g, " ").trim();
  const letters = Array.from(text);
  return letters.length <= limit ? text : `${letters.slice(0, limit - 1).join("").trimEnd()}…`;
}

/**
 * A person's name as we may greet with it, or null. A "name" with an address in it is the old way to
 * send advertising through a shop's own mail; such a customer is greeted without a name.
 */
export function personName(value: string | null | undefined): string | null {
  const name = oneLine(value, 1000);
  const advertises = /:\/\/|www\.|@|\p{L}\.(?:com|net|org|info|biz|ru|cn|top|xyz|shop|site|online|io|me|in|co)\b/iu.test(name);
  return name === "" || advertises ? null : oneLine(name, 60);
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
