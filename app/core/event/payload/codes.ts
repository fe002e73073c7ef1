/** Codes an order carries: what was typed as a discount, and what a link said. */

/** More than any checkout takes; a faulty plugin must not make an order of thousands. */
const MOST = 20;

/** A shop's own words for "who sent you" in order notes and in addresses. */
const NAMES = new Set(["ref", "referral", "referral_code"]);

/** As codes are compared: trimmed, upper case. Null when it cannot be one (empty, spaces inside, over 60 letters). */
export function normaliseCode(text: string | null | undefined): string | null {
  const code = (text ?? "").trim().toUpperCase();
  return /^[\p{L}\p{N}$%._-]{1,60}$/u.test(code) ? code : null;
}

/** The `ref` of an address, whole ("https://shop.example/?ref=A") or as Shopify's landing_site has it ("/?ref=A"). */
function refsIn(address: string | null): string[] {
  const query = address?.split("#")[0]?.split("?").slice(1).join("?");
  if (!query) return [];
  return [...new URLSearchParams(query)].flatMap(([name, value]) => (NAMES.has(name.toLowerCase()) ? [value] : []));
}

/**
 * Every code on an order, sorted, each once: the same order always says the same.
 *
 * @param discounts codes typed at the checkout
 * @param notes named values beside the order; only those that name a referral count
 * @param addresses where the visit that ended in the order began
 */
export function codesOn(
  discounts: readonly (string | null)[], notes: readonly { readonly name: string | null; readonly value: string | null }[], addresses: readonly (string | null)[],
): readonly string[] {
  const named = notes.flatMap(({ name, value }) => (NAMES.has(name?.toLowerCase() ?? "") ? [value] : []));
  const codes = [...discounts, ...named, ...addresses.flatMap(refsIn)].map(normaliseCode).filter((code) => code !== null);
  return [...new Set(codes)].sort().slice(0, MOST);
}
