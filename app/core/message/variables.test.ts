import { expect, test } from "vitest";
import type { OrderMemory, Profile } from "../profile/profile.ts";
import { NO_PREVIOUS_ORDERS, previousOrderRef, previousOrders } from "./history.ts";
import { HOSTILE_NAME, LINKS, NOW, SAMPLES, orderWith, profileNamed } from "./message.fixture.ts";
import { messageVariables, VARIABLES } from "./variables.ts";

function paths(value: object): string[] {
  return Object.entries(value).flatMap(([name, inner]) => Object.keys(inner as object).map((leaf) => `${name}.${leaf}`));
}

test.each(Object.entries(SAMPLES))("every documented variable is there, and no other: %s", (_name, sample) => {
  const variables = messageVariables({ ...sample, locale: "en", language: "en", walk: { engaged: false } });
  expect(paths(variables).toSorted()).toEqual(Object.keys(VARIABLES).toSorted());
});

test("without an order the variables are there and empty", () => {
  const { order } = messageVariables({ ...SAMPLES.minimal, order: null, locale: "en", language: "en", walk: { engaged: false } });
  expect(order).toMatchObject({ number: null, items: [], awaitingPayment: false });
});

test("amounts and dates are written for the reader", () => {
  const english = messageVariables({ ...SAMPLES.full, locale: "en-IN", language: "en", walk: { engaged: true } });
  expect(english.order).toMatchObject({ total: "₹3,499.00", placedOn: "21 November 2026" });
  expect(english.order.items[1]).toEqual({ title: "Hand-thrown cup", quantity: "2", total: "₹1,000.00", imageUrl: null });
  expect(english.history).toMatchObject({ orderCount: 4, orderOrdinal: "4th", firstOrderOn: "March 2024", lastOrderNumber: "#0871" });
  expect(messageVariables({ ...SAMPLES.full, locale: "hi", language: "hi", walk: { engaged: true } }).order.placedOn).toBe("21 नवंबर 2026");
});

test("what is left to pay", () => {
  const of = (sample: keyof typeof SAMPLES) => messageVariables({ ...SAMPLES[sample], locale: "en", language: "en", walk: { engaged: false } }).order;
  expect(of("full")).toMatchObject({ awaitingPayment: false, cashOnDelivery: false });
  expect(of("awaiting")).toMatchObject({ awaitingPayment: true, cashOnDelivery: false });
  expect(of("door")).toMatchObject({ awaitingPayment: false, cashOnDelivery: true });
  const free = { ...SAMPLES.awaiting, order: orderWith({ total: 0, awaitingPayment: true }, { paidAt: null }) };
  expect(messageVariables({ ...free, locale: "en", language: "en", walk: { engaged: false } }).order.awaitingPayment).toBe(false);
});

test("a name that carries an address is not greeted with", () => {
  const { customer } = messageVariables({ ...SAMPLES.full, profile: profileNamed(HOSTILE_NAME, null), locale: "en", language: "en", walk: { engaged: false } });
  expect(customer.firstName).toBeNull();
});

test("a long order shows its first lines and says how many more", () => {
  const line = orderWith().details?.lines[0];
  const { order } = messageVariables({ ...SAMPLES.full, order: orderWith({ lines: line ? Array.from({ length: 40 }, () => line) : [] }), links: LINKS, locale: "en", language: "en", walk: { engaged: false } });
  expect([order.items.length, order.moreItems]).toEqual([12, 28]);
});

const memory = (ref: string, at: number, cancelled = false): OrderMemory => ({ ref, number: `#${ref}`, at, amount: 1, currency: "INR", refunded: 0, cancelled, delivered: true });

test("history counts what came before this order and was not cancelled", () => {
  const orders = [memory("a", NOW - 9), memory("b", NOW - 5, true), memory("c", NOW - 3), memory("o2", NOW), memory("z", NOW + 5)];
  const profile: Profile = { ...profileNamed("A", null), counts: { orders: 5, cancelled: 1, delivered: 0, refunded: 0 }, orders };
  const lines = orderWith({ ref: "c" }, { ref: "c" });
  expect(previousOrderRef(profile, orderWith())).toBe("c");
  expect(previousOrders(profile, orderWith(), lines)).toEqual({
    count: 2, firstAt: NOW - 9, last: { ref: "c", number: "#c", at: NOW - 3, titles: ["Stoneware teapot, 800 ml", "Hand-thrown cup"] },
  });
  expect(previousOrders({ ...profile, orders: [memory("o2", NOW)], counts: { orders: 1, cancelled: 0, delivered: 0, refunded: 0 } }, orderWith(), null)).toEqual(NO_PREVIOUS_ORDERS);
});
