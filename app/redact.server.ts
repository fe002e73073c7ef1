const EMAIL = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
// At least nine digits, as people write phone numbers; dates and times have other separators or fewer digits.
const PHONE = /(?<![\w.:-])\(?(?:\+|00)?\d(?:[\s().-]{0,2}\d){8,14}(?![\w.:-])/g;
const PASSWORD_IN_URL = /(\w+:\/\/[^\s:/@]*):[^\s@/]+@/g;
const NAMED_SECRET = /\b(secret|password|token|authorization|api[_-]?key|signature|hmac)("?\s*[:=]\s*"?)(?:bearer\s+)?[^\s",;&]+/gi;
const BEARER = /\bbearer\s+[\w.~+/=-]+/gi;

/** The text without e-mail addresses, phone numbers and secrets, so that no log holds what an erasure could not reach. */
export function redact(text: string): string {
  return text
    .replace(PASSWORD_IN_URL, "$1:[secret]@")
    .replace(NAMED_SECRET, "$1$2[secret]")
    .replace(BEARER, "bearer [secret]")
    .replace(EMAIL, "[email]")
    .replace(PHONE, "[phone]");
}
