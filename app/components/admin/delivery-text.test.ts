import { expect, test } from "vitest";
import { bodyText, shownHeaders } from "./delivery-text.ts";

const text = (body: string) => bodyText(new TextEncoder().encode(body));

test("a body is indented without changing an id, a number's writing or a text", () => {
  expect(text('{"id":9007199254740993123,"price":1.50,"a":[],"b":{},"s":"{\\"x\\": [1,2]}","l":[1,{"c":null}]}')).toBe(
    '{\n  "id": 9007199254740993123,\n  "price": 1.50,\n  "a": [],\n  "b": {},\n  "s": "{\\"x\\": [1,2]}",\n  "l": [\n    1,\n    {\n      "c": null\n    }\n  ]\n}',
  );
});

test("letters are shown as letters, and what is not JSON as it is", () => {
  expect(text('"Mar\\u00eda \\u0000 \\u0936"')).toBe('"María \\u0000 श"');
  expect(text("<html>oops")).toBe("<html>oops");
  expect(text("")).toBe("");
});

test("a megabyte does not freeze the page", () => {
  const started = performance.now();
  text(JSON.stringify(Array.from({ length: 40_000 }, (_, index) => ({ index }))).slice(0, 999_999));
  text(JSON.stringify({ list: Array.from({ length: 12_000 }, (_, index) => ({ index })) }));
  expect(performance.now() - started).toBeLessThan(10_000);
});

test("signatures are not shown", () => {
  expect(shownHeaders({ "x-shopify-topic": "orders/create", "x-shopify-hmac-sha256": "abc", "x-wc-webhook-signature": "def" })).toEqual([
    { label: "x-shopify-hmac-sha256", value: "(hidden)" },
    { label: "x-shopify-topic", value: "orders/create" },
    { label: "x-wc-webhook-signature", value: "(hidden)" },
  ]);
});
