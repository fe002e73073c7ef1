import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SAMPLES } from "../message.fixture.ts";
import { renderText } from "../render.ts";
import { messageVariables, VARIABLES } from "../variables.ts";
import { headline } from "../words.ts";
import { CONTENTS } from "./catalog.ts";
import { exampleSubject, sameIn, subjectProblem } from "./own-subject.ts";

describe("a merchant's subject line", () => {
  it.each([
    ["nothing", "  ", "must not be empty"],
    ["a long text", "x".repeat(201), "has at most 200 characters"],
    ["two lines", "one\nBcc: someone@example.com", "must be one line"],
    ["an unknown variable", "Hello {{ customer.surname }}", "there is no variable “customer.surname”"],
    ["a group of variables", "Hello {{ customer }}", "there is no variable “customer”"],
    ["a variable of ours", "Hello {{ shop.salt }}", "there is no variable “shop.salt”"],
    ["a way up", "Hello {{ customer.firstName.constructor }}", "there is no variable “customer.firstName.constructor”"],
    ["an unknown variable in a condition", "Hello{% if customer.vip %}!{% endif %}", "there is no variable “customer.vip”"],
    ["a tag that stays open", "{% if order.number %}Hello", "cannot be read: tag {% if order.number %} not closed"],
    ["an unknown filter", "{{ shop.name | shout }}", "cannot be read: undefined filter: shout"],
    ["a variable that stays open", "Hello {{ customer.firstName", "cannot be read: output \"{{ customer.firstName\" not closed"],
    ["what would be empty for many", "{{ customer.firstName }}", "would be empty for customers of whom this is not known: write words beside the variables"],
    ["what would be empty for the others", "{% unless customer.firstName %}Hello{% endunless %}", "would be empty for customers of whom everything is known"],
  ])("is refused with %s", (_name, template, problem) => {
    expect(subjectProblem(template)).toBe(problem);
  });

  it("may say what our own do", () => {
    for (const { variants } of CONTENTS) for (const { subject } of Object.values(variants)) expect([subject, subject.length > 200 ? null : subjectProblem(subject)]).toEqual([subject, null]);
    expect(subjectProblem("50 % off & “more” <b>, {{ customer.firstName | default: 'you' }}: {{ order.items[0].title }}")).toBeNull();
    for (const name of Object.keys(VARIABLES)) expect(subjectProblem(`Hello {{ ${name} }}`)).toBeNull();
  });

  it("that is taken can be sent to every customer", () => {
    const templates = fc.constantFrom("Hello {{ customer.firstName }}", "{% for item in order.items %}{{ item.title }} {% endfor %}and you", "{{ shop.name }} {{ history.favourites.first }}", "{{ 'now' | date: '%Y' }} {{ order.total }}");
    fc.assert(fc.property(templates, fc.constantFrom(...Object.values(SAMPLES)), (template, sample) => {
      expect(subjectProblem(template)).toBeNull();
      const written = headline(renderText(template, messageVariables({ ...sample, locale: "en", language: "en", walk: { engaged: false } })));
      expect(written).toMatch(/\S/);
      expect(written).not.toMatch(/[\r\n]/);
    }));
  });
});

it("finds subjects that are the same, by language", () => {
  expect(sameIn({ en: "Hello ", hi: "नमस्ते" }, { en: "Hello", hi: "हैलो" })).toEqual(["en"]);
  expect(sameIn({ en: "Hello" }, { hi: "Hello" })).toEqual([]);
});

it("shows a subject as a customer reads it, every one of ours without a trace of Liquid", () => {
  expect(exampleSubject("{{ shop.name }}: {% if order.awaitingPayment %}soon{% else %}hello {{ customer.firstName }}{% endif %}", "Kettle")).toBe("Kettle: hello Ada");
  for (const { variants } of CONTENTS) for (const { subject } of Object.values(variants)) expect(exampleSubject(subject, "Kettle")).toMatch(/^[^{}]{3,}$/);
});
