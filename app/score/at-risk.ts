import type { ScoredCustomer } from "./learn-from.ts";

/**
 * The customers a shop has most to lose by: the chance that they do not come back, times what they spent, or times their
 * orders where the file tells no money. Those who are lapsed already are left out: they are lost, not at risk.
 */
export class AtRisk {
  readonly #most: number;
  #kept: { readonly customer: ScoredCustomer; readonly weight: number }[] = [];

  /** @param most how many are kept */
  constructor(most: number) {
    this.#most = most;
  }

  add(customer: ScoredCustomer): void {
    const churn = customer.scores.churn?.value;
    if (this.#most === 0 || typeof churn !== "number" || customer.scores.stage?.value === "lapsed" || customer.orders === 0) return;
    this.#kept.push({ customer, weight: churn * (customer.spent > 0 ? customer.spent : customer.orders) });
    if (this.#kept.length >= 2 * this.#most + 64) this.#cut();
  }

  get customers(): readonly ScoredCustomer[] {
    this.#cut();
    return this.#kept.map(({ customer }) => customer);
  }

  #cut(): void {
    this.#kept = this.#kept.toSorted((a, b) => b.weight - a.weight || (a.customer.key < b.customer.key ? -1 : 1)).slice(0, this.#most);
  }
}
