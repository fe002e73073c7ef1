import { expect, test } from "vitest";
import { HOUR, MINUTE } from "../core/shared/instant.ts";
import { CODE_PATIENCE, codeObjection, namesCode } from "./named-code.ts";
import type { NamedCode } from "./named-code.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const code = (over: Partial<NamedCode>): NamedCode => ({ code: "BACK10-7GQ4XM", status: "pending", reason: null, dueAt: null, ...over });
const at = (over: Partial<NamedCode>, ageMs = 0) => codeObjection({ createdAt: NOW - ageMs }, code(over), NOW);

test("a message may name a code that is in the shop, and one that the merchant makes by hand", () => {
  expect([at({ status: "done" }), at({ status: "recorded" }), at({ status: "done" }, 30 * HOUR)]).toEqual([null, null, null]);
});

test("it waits until a little after the code is tried next, and never beyond its patience", () => {
  expect(at({})).toEqual({ kind: "wait", until: NOW + MINUTE, reason: "Waiting for the code to be made in the shop." });
  expect(at({ dueAt: NOW + HOUR, reason: "The shop is busy." })).toEqual({ kind: "wait", until: NOW + HOUR + MINUTE, reason: "Waiting for the code to be made in the shop. The shop is busy." });
  expect(at({ dueAt: NOW + 12 * HOUR }, HOUR)).toMatchObject({ until: NOW - HOUR + CODE_PATIENCE });
});

test.each([0, 1, 5, 7, 100])("whatever is tried when, a wait of a message %d hours old lies ahead, and ends", (age) => {
  for (const dueAt of [null, NOW - HOUR, NOW, NOW + 3 * HOUR, NOW + 100 * HOUR]) {
    const objection = at({ dueAt }, age * HOUR);
    if (age * HOUR >= CODE_PATIENCE) expect(objection).toMatchObject({ kind: "stopped", rule: "code", reason: expect.stringContaining("6 hours") });
    else expect(objection?.kind === "wait" && objection.until > NOW && objection.until <= NOW - age * HOUR + CODE_PATIENCE).toBe(true);
  }
});

test("it is dropped when the code could not be made, and says why", () => {
  expect(at({ status: "failed", reason: "Shopify does not take it." })).toEqual({ kind: "stopped", rule: "code", reason: "The code it names could not be made in the shop. Shopify does not take it." });
});

test("only a message that says the code is kept back", () => {
  const nothing = { subject: null, html: null, text: "Hello" };
  expect([nothing, { ...nothing, text: "Use X-1 now" }, { ...nothing, html: "<b>X-1</b>" }, { ...nothing, subject: "X-1" }].map((one) => namesCode(one, "X-1"))).toEqual([false, true, true, true]);
});
