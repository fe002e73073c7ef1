import { expect, test } from "vitest";
import { addOpenPixel, trackClicks } from "./links.ts";

const through = (url: string): string => `https://after.example/c/${encodeURIComponent(url)}?a=1&b=2`;

test("web links go through the counter, with their address whole", () => {
  const html = '<a class="x" href="https://shop.example/?a=1&amp;b=%20x" style="y">go</a>';
  expect(trackClicks(html, through, [])).toBe('<a class="x" href="https://after.example/c/https%3A%2F%2Fshop.example%2F%3Fa%3D1%26b%3D%2520x?a=1&amp;b=2" style="y">go</a>');
});

test("the ways out and other schemes stay as they are, and so do images", () => {
  const html = '<a href="https://after.example/u/t?x=1&amp;y=2">out</a><a href="mailto:a@b.example">m</a><a href="#x">x</a><img src="https://shop.example/a.png"><link href="https://shop.example/a.css">';
  expect(trackClicks(html, through, ["https://after.example/u/t?x=1&y=2", null])).toBe(html);
});

test("the pixel stands last in the body", () => {
  expect(addOpenPixel("<body><p>x</p></body></html>", "https://o.example/?a&b")).toMatch(/<\/p><img src="https:\/\/o\.example\/\?a&amp;b" width="1" height="1" alt=""[^>]*\/><\/body><\/html>$/);
});
