/** Sixteen or more digits outside a string may not survive as a double: Shopify's ids reach 2^63. */
const LONG_INTEGER = /[:[,]\s*-?\d{16,}/;

/**
 * JSON.parse that keeps integers beyond 2^53 exact, as strings of their digits.
 * Everything else comes out as usual; the slow path runs only when such a number is present.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseLosslessJson(text: string): unknown {
  if (!LONG_INTEGER.test(text)) return JSON.parse(text);
  const reviver = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "") ? context?.source : value;
  return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
}
