import { formatMoney, minorUnitDigits } from "../core/shared/money.ts";
import { NO_CURRENCY } from "./orders-file.ts";

/** "£1,234.50"; "1,234.50" where nobody said of what. */
export function moneyText(amount: number, currency: string): string {
  const minor = Math.round(amount);
  return currency === NO_CURRENCY ? decimal(minor, currency).replace(/\B(?=(\d{3})+(?=\.|$))(?<!\.\d*)/g, ",") : formatMoney({ amount: minor, currency }, "en");
}

/** "1234.50", for programs. */
export function decimal(minor: number, currency: string): string {
  const digits = minorUnitDigits(currency);
  return (Math.round(minor) / 10 ** digits).toFixed(digits);
}
