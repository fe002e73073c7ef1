import { orderStatus } from "../../core/event/order-facts.ts";
import { DAY } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { quantile } from "../../core/shared/quantile.ts";
import type { StoredOrder } from "../../engine/working-set.ts";
import { ORDERS_FOR_PERCENTILE } from "../../models/shop-stats.ts";

/** What models/shop-stats says of a shop's orders, for orders in memory. */
export function orderPercentiles(orders: Iterable<StoredOrder>, now: Instant): Record<string, number> {
  const totals = new Map<string, number[]>();
  for (const { state } of orders) {
    const { details } = state;
    if (!details || details.test || details.total <= 0 || details.placedAt > now || details.placedAt <= now - 365 * DAY) continue;
    if (["draft", "cancelled", "deleted"].includes(orderStatus(state))) continue;
    const known = totals.get(details.currency);
    if (known) known.push(details.total);
    else totals.set(details.currency, [details.total]);
  }
  const enough = [...totals].filter(([, values]) => values.length >= ORDERS_FOR_PERCENTILE);
  return Object.fromEntries(enough.map(([currency, values]) => [currency, quantile(values, 0.9) as number]));
}
