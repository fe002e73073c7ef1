/** How a text is counted, and paid for, as SMS. */

/**
 * The basic alphabet of 7 bits (3GPP TS 23.038 v18, 6.2.1), one septet each; 0x1B, the escape, is none.
 */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** The extension table (6.2.1.1): an escape and a septet, so two. */
const EXTENDED = new Set("\f^{}\\[~]|€");

export type SmsSegments = {
  readonly encoding: "GSM-7" | "UCS-2";
  /** Messages it goes out as; each is paid for. */
  readonly segments: number;
  /** Septets of GSM-7, 16-bit units of UCS-2. */
  readonly units: number;
};

/**
 * How many SMS a text becomes. One holds 140 bytes: 160 septets or 70 units of UTF-16. In several, each gives
 * six bytes to the header that joins them (3GPP TS 23.040, 9.2.3.24.1): 153 septets or 67 units, and what takes
 * two (an escaped letter, a surrogate pair) is not torn apart.
 */
export function smsSegments(text: string): SmsSegments {
  const letters = Array.from(text);
  const isGsm = letters.every((letter) => BASIC.has(letter) || EXTENDED.has(letter));
  const sizes = letters.map((letter) => (isGsm ? (EXTENDED.has(letter) ? 2 : 1) : letter.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const encoding = isGsm ? "GSM-7" : "UCS-2";
  if (units <= (isGsm ? 160 : 70)) return { encoding, segments: units === 0 ? 0 : 1, units };
  const room = isGsm ? 153 : 67;
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return { encoding, segments, units };
}
