import { describe, expect, it } from "vitest";
import { connectorFor } from "#connectors/registry.ts";
import { DAY } from "../../core/shared/instant.ts";
import { DEMO_STORES } from "../stores/index.ts";
import { lifeOf } from "./life.ts";
import { isMadeUp } from "./shopper.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
const BEGAN = NOW - 730 * DAY;
const ALL = { from: -Infinity, until: NOW };

describe.each(DEMO_STORES)("the life of $id", (store) => {
  const { webhooks, orders } = lifeOf(store, "seed", BEGAN, ALL);
  const shoppers = new Map(orders.map(({ purchase }) => [purchase.shopper.index, purchase.shopper]));
  const share = <T>(items: Iterable<T>, is: (item: T) => boolean): number => {
    const all = [...items];
    return all.filter(is).length / all.length;
  };

  const firstDays = (seed: string, from: number, until: number) => lifeOf(store, seed, BEGAN, { from: BEGAN + from * DAY, until: BEGAN + until * DAY }).webhooks;

  it("is the same for the same seed, and another for another", () => {
    const once = firstDays("seed", -1, 100);
    expect(firstDays("seed", -1, 100)).toEqual(once);
    expect(firstDays("another seed", -1, 100)).not.toEqual(once);
    expect(webhooks.slice(0, once.length)).toEqual(once);
  });

  it("only grows: what is told by a moment does not change with what comes after", () => {
    const longer = firstDays("seed", -1, 160);
    expect([...firstDays("seed", -1, 100), ...firstDays("seed", 100, 160)]).toEqual(longer);
  });

  it("is told in the order of time, and understood to the last word", () => {
    expect(webhooks.every((webhook, index) => index === 0 || (webhooks[index - 1]?.at ?? 0) <= webhook.at)).toBe(true);
    const connector = connectorFor(store.platform);
    const kinds = webhooks.map(({ topic, body, at }) => connector?.translate(topic, new TextEncoder().encode(body), at, store).kind);
    expect(kinds.filter((kind) => kind === "quarantined")).toEqual([]);
    expect(kinds.filter((kind) => kind === "unhandled").length).toBeGreaterThan(20);
    expect(share(kinds, (kind) => kind === "snapshots")).toBeGreaterThan(0.98);
  });

  it("is plausible", () => {
    expect(shoppers.size).toBeGreaterThan(300);
    expect(shoppers.size).toBeLessThan(600);
    expect(orders.length).toBeGreaterThan(850);
    expect(orders.length).toBeLessThan(1_500);
    expect(share(shoppers.values(), (one) => one.consents)).toBeCloseTo(0.67, 1);
    const counts = Map.groupBy(orders, (order) => order.purchase.shopper.index);
    const ordersOf = [...counts.values()].map((list) => list.length);
    expect(share(ordersOf, (count) => count === 1)).toBeGreaterThan(0.5);
    expect(share(ordersOf, (count) => count >= 6)).toBeGreaterThan(0.05);
    const parcels = orders.flatMap((order) => order.fate.parcels).filter((parcel) => parcel.shippedAt < NOW - 10 * DAY);
    expect(share(parcels, (parcel) => parcel.deliveredAt === null)).toBeGreaterThan(0.08);
    expect(share(parcels, (parcel) => parcel.deliveredAt === null)).toBeLessThan(0.2);
    expect(share(orders, (order) => order.fate.cancelledAt !== null)).toBeLessThan(0.1);
    expect(share(orders, (order) => order.fate.refund !== null)).toBeCloseTo(0.05, 1);
    expect(orders.some((order) => order.purchase.test)).toBe(true);
    expect(orders.some((order) => order.purchase.lines.length === 0)).toBe(true);
    expect(new Set(orders.map((order) => order.purchase.shopper.city.zone)).size).toBeGreaterThan(1);
  });

  it("names nobody twice, and only at example.com", () => {
    const emails = [...shoppers.values()].flatMap((one) => one.email ?? []);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.filter((email) => !isMadeUp(email))).toEqual([]);
    const phones = [...shoppers.values()].flatMap((one) => one.phone ?? []);
    expect(new Set(phones).size).toBe(phones.length);
    expect(share(shoppers.values(), (one) => one.email === null)).toBeCloseTo(store.phoneOnly, 1);
  });
});
