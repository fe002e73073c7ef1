import { describe, expect, it, test } from "vitest";
import { SAMPLES } from "./message.fixture.ts";
import { renderMessage, renderText } from "./render.ts";
import { messageVariables } from "./variables.ts";

const variables = messageVariables({ ...SAMPLES.full, locale: "en", language: "en", walk: { engaged: false } });
const whole = { subject: "s", preheader: "p", html: "<p>h</p>", text: "t" };

test.each([["subject", "subject"], ["preheader", "preheader"], ["html", "HTML part"], ["text", "text part"]] as const)("a %s that does not parse is refused by its name", (part, name) => {
  for (const faulty of ["{% if order.number %}", "{% nonsense %}", "{{ order.number", "{% for %}"]) {
    expect(() => renderMessage({ ...whole, [part]: faulty }, variables), faulty).toThrow(new RegExp(`^The ${name} cannot be written: .`));
  }
  expect(renderMessage(whole, variables)).toEqual(whole);
});

test("so is a short text", () => {
  expect(() => renderText("{{ order.number | nonsense }}", variables)).toThrow(/^The short text cannot be written: undefined filter: nonsense/);
});

describe("a merchant's Liquid", () => {
  it("reads nothing but this message's variables: no other customer, no store, no way up", () => {
    for (const path of [
      "customers", "customers[0].email", "customer.id", "customer.email", "customer.orders", "profile", "profile.emails", "order.customer.email", "shop.customers", "shop.salt", "shop.settings", "shop.id",
      "walk.enrollment", "history.profiles", "links.rate", "product.ref", "referral.profile", "globalThis.process", "this", "self", "constructor.constructor", "shop['__proto__']", "order.items.constructor",
    ]) expect(renderText(`[{{ ${path} }}]`, variables), path).toBe("[]");
  });

  it("lists only what there is to list", () => {
    expect(renderText("{% for c in customers %}{{ c.email }}{% endfor %}{% for v in variables %}{{ v }}{% endfor %}.", variables)).toBe(".");
  });

  it.each([
    ["a loop over a huge range", "{% for i in (1..1000000000) %}x{% endfor %}"],
    ["loops in loops", "{% for a in (1..9000) %}{% for b in (1..9000) %}{% for c in (1..9000) %}x{% endfor %}{% endfor %}{% endfor %}"],
    ["a text that doubles", `{% assign s = "xxxxxxxxxxxxxxxx" %}${"{% assign s = s | append: s %}".repeat(40)}{{ s }}`],
    ["a template of a megabyte", "x".repeat(1_000_000)],
  ])("is bounded: %s", (_name, template) => {
    const start = performance.now();
    expect(() => renderText(template, variables)).toThrow(/limit/);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
