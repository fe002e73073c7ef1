import { expect, test } from "vitest";
import { inertHtml } from "./inert-html.ts";

const URL = "https://app.example";

test.each([
  ["the counting picture goes", `<p>a<img width="1" src="${URL}/o/abc" alt="">b</p>`, "<p>ab</p>"],
  ["also unquoted", `<img src=${URL}/o/abc>`, ""],
  ["other pictures stay", `<img src="https://cdn.example/logo.png">`, `<img src="https://cdn.example/logo.png">`],
  ["links lead nowhere", `<a style="x" href="${URL}/c/abc">Shop</a>`, `<a style="x" data-href="${URL}/c/abc">Shop</a>`],
  ["whatever their quotes", `<A HREF='x'>1</A><a href=y>2</a>`, `<A data-href='x'>1</A><a data-href=y>2</a>`],
])("%s", (_, html, shown) => {
  expect(inertHtml(html, URL).replace(/<style>.*<\/style>$/, "")).toBe(shown);
});
