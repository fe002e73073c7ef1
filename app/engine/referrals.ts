import { byPlaced } from "../core/referral/referral.ts";
import type { Referral } from "../core/referral/referral.ts";
import { Tracked } from "./tracked.ts";

/** The recommended orders of a working set, found by the order, by either customer and by the door they went to. */
export class Referrals {
  readonly #rows = new Tracked<Referral>();
  readonly #about = new Map<string, Set<string>>();

  get(orderRef: string): Referral | undefined {
    return this.#rows.get(orderRef);
  }

  load(referral: Referral): void {
    this.#rows.load(referral.orderRef, referral);
    this.#index(referral);
  }

  set(referral: Referral): void {
    this.#rows.set(referral.orderRef, referral);
    this.#index(referral);
  }

  /** Those a customer made or used, the earliest order first. */
  of(profileId: string): Referral[] {
    return this.#found(`profile:${profileId}`);
  }

  at(place: string): Referral[] {
    return this.#found(`place:${place}`);
  }

  /** A customer turned out to be another. */
  moved(gone: string, kept: string): void {
    const name = (id: string): string => (id === gone ? kept : id);
    for (const referral of this.of(gone)) this.set({ ...referral, recommenderId: name(referral.recommenderId), friendId: name(referral.friendId) });
  }

  changes(): Referral[] {
    return this.#rows.changes().map(([, referral]) => referral);
  }

  #found(about: string): Referral[] {
    return [...(this.#about.get(about) ?? [])].map((ref) => this.#rows.get(ref) as Referral).sort(byPlaced);
  }

  #index({ orderRef, recommenderId, friendId, order }: Referral): void {
    const about = [`profile:${recommenderId}`, `profile:${friendId}`, ...(order.place === null ? [] : [`place:${order.place}`])];
    for (const key of about) {
      const refs = this.#about.get(key);
      if (refs) refs.add(orderRef);
      else this.#about.set(key, new Set([orderRef]));
    }
  }
}
