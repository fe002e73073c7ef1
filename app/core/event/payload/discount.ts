import { parseMoney } from "../../shared/money.ts";

/**
 * What discounts took off an order, from the texts that a platform writes of it, by which they add up. Nothing where it
 * does not tell, or tells what is no amount: that is no reason to hold back an order. Magento writes it below zero.
 *
 * @returns laid into a snapshot
 */
export function discountTold(texts: readonly (string | null)[], currency: string): { readonly discount?: number } {
  let discount = 0;
  let told = false;
  for (const text of texts) {
    const amount = text === null ? null : parseMoney(text, currency);
    if (amount === null) continue;
    told = true;
    discount += Math.abs(amount);
  }
  return told && Number.isSafeInteger(discount) ? { discount } : {};
}
