import { expect, test } from "vitest";
import { tracer } from "./traces.ts";

const names = { ref: ["88800011"], email: ["zoë.o'neil+a@example.com"], phone: ["+12127365000"], user: [], anonymous: ["device-zebra-1"] };
const traces = tracer({ names, orderRefs: ["9007199254740993", "17"] });
const base64 = (text: string): string => Buffer.from(text).toString("base64url");
const escaped = (text: string): string => text.replace(/[^\x20-\x7e]|[+@']/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
const EMAIL = "Zoë.O'Neil+a@Example.com";

test.each([
  ["as it is", `{"email":"${EMAIL}"}`],
  ["escaped as in JSON", `{"email":"${escaped(EMAIL)}"}`],
  ["in a link", `https://example.com/?email=${encodeURIComponent(EMAIL)}`],
  ["in HTML", "<p>zo&#235;.o&#x27;neil+a&#64;example.com</p>"],
  ["decomposed", EMAIL.normalize("NFD")],
  ["in the body of a signed token", `eyJhbGciOiJSUzI1NiJ9.${base64(JSON.stringify({ data: JSON.stringify({ contact: EMAIL }) }))}.c2lnbmF0dXJl`],
  ["in a token in a token", base64(JSON.stringify({ inner: base64(JSON.stringify({ mail: EMAIL })) }))],
  ["by telephone, as people write it", "call (212) 736-5000"],
  ["by telephone with the country", "0012127365000"],
  ["by telephone with dots", '{"phone":"+1.212.736.5000"}'],
  ["by their order", '{"order_id":9007199254740993}'],
  ["by their account", '"gid://shopify/Customer/88800011"'],
  ["by their device", "aid=device-zebra-1;"],
])("finds a person %s", (_how, text) => expect(traces(text)).toBe(true));

test.each([["another address", "xoë.o'neil@example.com"], ["another number", "212 736 5001"], ["a longer number", "1900719925474099399"], ["a short id, which is any number", '{"order_id":17,"quantity":17}'], ["nothing", ""]])("leaves alone %s", (_what, text) => {
  expect(traces(text)).toBe(false);
});
