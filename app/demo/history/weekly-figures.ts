import { ShopFigures, weekOf } from "../../core/scoring/shop-figures.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { hoursAhead } from "../../core/shared/local-time.ts";
import { NO_STATS } from "../../core/shop.ts";
import type { ShopStats } from "../../core/shop.ts";
import type { RecordedEvent } from "../../engine/working-set.ts";

/** What models/shop-stats takes of a shop each week, for a shop in memory. */
export class WeeklyFigures {
  readonly taken: ShopStats[] = [];
  readonly #figures = new ShopFigures();
  readonly #zone: string;
  readonly #channels: Record<string, { sent: number; engaged: number }> = {};
  readonly #hours = Array.from({ length: 24 }, () => 0);
  #read = 0;
  /** Told after their week had ended: they count for the next. */
  #late: RecordedEvent[] = [];
  #current: ShopStats = NO_STATS;

  constructor(zone: string) {
    this.#zone = zone;
  }

  /** The figures in force at `now`, taken anew when a week has begun. */
  at(now: Instant, events: readonly RecordedEvent[], isTest: (orderRef: string) => boolean): ShopStats {
    const week = weekOf(now);
    if (week === this.#current.asOf) return this.#current;
    const told = [...this.#late, ...events.slice(this.#read)];
    this.#read = events.length;
    this.#late = told.filter(({ event }) => event.at >= week);
    for (const recorded of told.filter(({ event }) => event.at < week).sort((a, b) => a.event.at - b.event.at)) this.#add(recorded, isTest);
    this.#current = { ...this.#figures.figures(week), channels: structuredClone(this.#channels), hours: [...this.#hours] };
    this.taken.push(this.#current);
    return this.#current;
  }

  #add({ profileId, event }: RecordedEvent, isTest: (orderRef: string) => boolean): void {
    if (event.type === "order.placed") {
      const { amount, currency, items, orderRef } = event.data;
      if (!isTest(orderRef)) this.#figures.add({ customer: profileId, at: event.at, amount, currency, items: items ?? [] });
    } else if (event.type === "message.sent" || event.type === "message.opened" || event.type === "message.clicked") {
      const tally = (this.#channels[event.data.channel] ??= { sent: 0, engaged: 0 });
      if (event.type === "message.sent") tally.sent++;
      if (event.type === "message.clicked") tally.engaged++;
      if (event.type === "message.sent") return;
      const hour = (new Date(event.at).getUTCHours() + hoursAhead(event.at, this.#zone) + 24) % 24;
      this.#hours[hour] = (this.#hours[hour] ?? 0) + (event.type === "message.clicked" ? 3 : 1);
    }
  }
}
