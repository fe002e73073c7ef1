import { expect, test } from "vitest";
import { buttonIn, contrast, readableOn } from "./colour.ts";
import { escapeOutsideLiquid, shieldLiquid } from "./liquid-text.ts";
import { renderMessage } from "./render.ts";
import { SAMPLES } from "./message.fixture.ts";
import { palette } from "./palette.ts";
import { messageVariables } from "./variables.ts";

test("any brand colour stays readable: as text on white and page, and under the button's words", () => {
  for (let step = 0; step < 4096; step += 7) {
    const colour = `#${[step >> 8, (step >> 4) & 15, step & 15].map((part) => part.toString(16).repeat(2)).join("")}`;
    expect(contrast(readableOn("#ffffff", colour), "#ffffff"), colour).toBeGreaterThanOrEqual(4.5);
    expect(contrast(readableOn("#f4f4f2", colour), "#f4f4f2"), colour).toBeGreaterThanOrEqual(4.5);
    const { brand, tint, quiet, ink, card, page } = palette(colour);
    for (const [text, ground] of [[brand, tint], [brand, card], [ink, tint], [quiet, page], [quiet, card]] as const) expect(contrast(text, ground), colour).toBeGreaterThanOrEqual(4.5);
    const button = buttonIn(colour);
    expect(contrast(button.text, button.ground), colour).toBeGreaterThanOrEqual(4.5);
  }
  expect(readableOn("#ffffff", "#0f766e")).toBe("#0f766e");
});

test("Liquid stays Liquid, all else is text", () => {
  expect(escapeOutsideLiquid('a < b & {{ x | append: "<" }} "q" {% if a <= 1 %}>{% endif %}')).toBe('a &lt; b &amp; {{ x | append: "<" }} &#34;q&#34; {% if a <= 1 %}&gt;{% endif %}');
  const { shielded, restore } = shieldLiquid('<a href="{{ url }}">{% if a < 1 %}x{% endif %}</a>');
  expect(shielded).toBe('<a href="LQ0QL">LQ1QLxLQ2QL</a>');
  expect(restore(shielded)).toBe('<a href="{{ url }}">{% if a < 1 %}x{% endif %}</a>');
});

const variables = messageVariables({ ...SAMPLES.full, locale: "en", language: "en", walk: { engaged: false } });
const rendered = (text: string) => renderMessage({ subject: "s", preheader: "p", html: "", text }, variables).text;

test("templates reach neither files, nor prototypes, nor unknown filters, and cannot run on", () => {
  expect(() => rendered('{% include "/etc/hosts" %}')).toThrow(/ENOENT/);
  expect(() => rendered('{% render "../package.json" %}')).toThrow(/ENOENT/);
  expect(() => rendered("{{ shop.name | nonsense }}")).toThrow(/undefined filter/);
  expect(rendered("[{{ shop.constructor }}{{ shop.__proto__ }}{{ order.items.constructor }}]")).toBe("[]");
  expect(() => rendered("{% for i in (1..100000000) %}{% endfor %}")).toThrow(/limit/);
  expect(() => rendered("x".repeat(600_000))).toThrow(/limit/);
});
