import { describe, expect, it } from "vitest";
import { connectorFor } from "#connectors/registry.ts";
import { DAY } from "../../core/shared/instant.ts";
import { readPastCall } from "../history/past-call.ts";
import { shopOf } from "../history/shop-of.ts";
import { DEMO_STORES } from "../stores/index.ts";
import { CALL_TOPIC } from "./call.ts";
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
    const sent = webhooks.filter(({ topic }) => topic !== CALL_TOPIC);
    const kinds = sent.map(({ topic, body, at }) => connector?.translate(topic, new TextEncoder().encode(body), at, store).kind);
    expect(kinds.filter((kind) => kind === "quarantined")).toEqual([]);
    expect(kinds.filter((kind) => kind === "unhandled").length).toBeGreaterThan(20);
    expect(share(kinds, (kind) => kind === "snapshots")).toBeGreaterThan(0.98);
  });

  it("is told by calls that the tracking API takes, each once, of people who buy here", () => {
    const calls = webhooks.filter(({ topic }) => topic === CALL_TOPIC).map((call) => readPastCall(call, shopOf(store, "salt")));
    expect(new Set(calls.map((call) => call.key)).size).toBe(calls.length);
    const people = new Set([...shoppers.values()].flatMap((one) => [one.email, one.phone]));
    expect(calls.filter((call) => !people.has(call.hint.email ?? call.hint.phone))).toEqual([]);
    const types = new Set(calls.flatMap((call) => call.events.map((event) => event.type)));
    expect([...types]).toEqual(expect.arrayContaining(["page.viewed", "ticket.opened", "ticket.solved", "return.requested", "return.closed", "review.submitted", "loyalty.joined", "product.used", "consent.granted"]));
  });

  it("asks for a return before money goes back, of that very order", () => {
    const asked = new Map(webhooks.filter(({ body }) => body.includes("Return Requested")).map(({ at, body }) => [(JSON.parse(body) as { properties: { order_id: string } }).properties.order_id, at]));
    const sentBack = orders.filter(({ fate }) => fate.refund && fate.refund.at < NOW);
    expect(sentBack.length).toBeGreaterThan(20);
    expect(sentBack.filter(({ id, fate }) => !((asked.get(String(id)) ?? Infinity) < (fate.refund?.at ?? 0)))).toEqual([]);
  });

  it("sells out of something now and then, and has it again", () => {
    const told = webhooks.filter(({ topic }) => /^products?[/.]updated?$/.test(topic)).map(({ body }) => /"inventory_quantity":0|"outofstock"/.test(body));
    expect(told.filter((isOut) => isOut).length).toBeGreaterThan(20);
    expect(told.filter((isOut) => !isOut).length).toBeGreaterThan(20);
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
