import { expect, test } from "vitest";
import { storeLink } from "./store-link.ts";

test("the code rides along with what the address has of its own", () => {
  expect(storeLink("https://shop.example/in?lang=hi&ref=OLD#top", "ABC234")).toBe("https://shop.example/in?lang=hi&ref=ABC234&utm_source=referral&utm_medium=friend&utm_campaign=ABC234#top");
  expect(storeLink("https://shop.example", "A&B=1")).toContain("ref=A%26B%3D1&");
});

test.each(["", "shop.example", "javascript:alert(1)", "https://", "https://[bad"])("%j leads nowhere", (address) => {
  expect(storeLink(address, "ABC234")).toBeNull();
});
