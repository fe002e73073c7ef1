import { formatMoney } from "../../core/shared/money.ts";
import type { Money } from "../../core/shared/money.ts";

/** An amount of money. Server and browser may know different editions of the currency tables; either reads well. */
export function Amount({ amount, currency }: Money) {
  return <span suppressHydrationWarning>{formatMoney({ amount, currency }, "en")}</span>;
}
