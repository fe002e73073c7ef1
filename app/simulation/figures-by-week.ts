import { ShopFigures, weekOf } from "../core/scoring/shop-figures.ts";
import type { OrderFigure } from "../core/scoring/shop-figures.ts";
import type { Instant } from "../core/shared/instant.ts";
import { DAY } from "../core/shared/instant.ts";
import { NO_STATS } from "../core/shop.ts";
import type { ShopStats } from "../core/shop.ts";

/** A shop's figures by the week they were taken in. */
export class FiguresByWeek {
  readonly #weeks: Map<Instant, ShopStats>;

  /** @param weeks of another's */
  constructor(weeks: ReadonlyMap<Instant, ShopStats> = new Map()) {
    this.#weeks = new Map(weeks);
  }

  /** All that is known: plain data, to hand to another thread. */
  get weeks(): ReadonlyMap<Instant, ShopStats> {
    return this.#weeks;
  }

  set(week: Instant, stats: ShopStats): void {
    this.#weeks.set(week, stats);
  }

  /** What was known at a moment: the figures of its week, none before the first. */
  at(now: Instant): ShopStats {
    return this.#weeks.get(weekOf(now)) ?? NO_STATS;
  }
}

/**
 * Figures of every week up to `until`, from orders in the order of their moments. Each week's figures know only
 * the orders before it.
 */
export function figuresByWeek(orders: Iterable<OrderFigure>, until: Instant): FiguresByWeek {
  const figures = new ShopFigures();
  const weeks = new FiguresByWeek();
  let week: Instant | null = null;
  const close = (next: Instant): void => {
    for (; week !== null && week < next; week += 7 * DAY) weeks.set(week + 7 * DAY, figures.figures(week + 7 * DAY));
  };
  for (const order of orders) {
    if (week === null) week = weekOf(order.at);
    else close(weekOf(order.at));
    figures.add(order);
  }
  close(weekOf(until));
  return weeks;
}
