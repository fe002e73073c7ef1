import { expect, test } from "vitest";
import { otherSpelling, storeAddress } from "./connect-woocommerce-address.server.ts";

test.each([
  ["shop.example", "https://shop.example"], ["  https://Shop.Example/  ", "https://shop.example"], ["https://shop.example/store/", "https://shop.example/store"], ["shop.example/wp-admin/admin.php?page=wc-settings", "https://shop.example"],
  ["https://shop.example/Store//wp-login.php", "https://shop.example/Store"], ["shop.example/wp-json/wc/v3", "https://shop.example"], ["https://shop.example/index.php/shop#top", "https://shop.example"], ["http://localhost:8080/a", "http://localhost:8080/a"],
  ["b\u00fccher.example", "https://xn--bcher-kva.example"], ["https://shop.example:8443", "https://shop.example:8443"], ["HTTPS://SHOP.EXAMPLE", "https://shop.example"], ["0x7f.1", "https://127.0.0.1"],
])("%s is the store %s", (typed, url) => expect(storeAddress(typed)).toEqual({ url }));

test.each(["", "   ", "shop", "ftp://shop.example", "javascript:alert(1)", "https://user:pass@shop.example", "not a store", "https://", "x".repeat(400)])("%j is none", (typed) => expect(storeAddress(typed)).toHaveProperty("problem"));

test("the other spelling is with or without www", () => {
  expect(otherSpelling("https://shop.example/store")).toBe("https://www.shop.example/store");
  expect(otherSpelling("https://www.shop.example")).toBe("https://shop.example");
  expect(otherSpelling("https://10.0.0.1:8443")).toBeNull();
  expect(otherSpelling("https://[::1]")).toBeNull();
});
