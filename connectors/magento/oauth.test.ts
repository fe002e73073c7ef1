import { expect, it } from "vitest";
import { authorization, baseString, encode } from "./oauth.ts";
import { searchQuery } from "./search.ts";

/** Section 1.2 of RFC 5849: the photo of the example. */
it("signs the example of the standard as the standard does", () => {
  const header = authorization(
    { consumerKey: "dpf43f3p2l4k3l03", consumerSecret: "kd94hf93k423kf44", token: "nnch734d00sl2jdk", tokenSecret: "pfkkdhi9sl3r4s00", signature: "sha1" },
    { method: "GET", url: "http://photos.example.net/photos?file=vacation.jpg&size=original", nonce: "kllo9940pd9333jh", timestamp: 1191242096 },
  );
  expect(header).toContain('oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"');
});

/** Section 3.4.1.1 of RFC 5849, whose form body stands in the query here: Magento signs no bodies but forms, and we send none. */
it("builds the base string of the standard", () => {
  const parameters: [string, string][] = [["oauth_consumer_key", "9djdj82h48djs9d2"], ["oauth_token", "kkk9d7dh3k39sjv7"], ["oauth_signature_method", "HMAC-SHA1"], ["oauth_timestamp", "137131201"], ["oauth_nonce", "7d8f3e4a"]];
  expect(baseString("post", "http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2=&a3=2%20q", parameters)).toBe(
    "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7",
  );
});

it("encodes what encodeURIComponent leaves", () => {
  expect(encode("Ladies + Gentlemen!'()*~-._ ☃")).toBe("Ladies%20%2B%20Gentlemen%21%27%28%29%2A~-._%20%E2%98%83");
});

it("percent-encodes the brackets of a search in the address and once more in the base string", () => {
  const query = searchQuery({ filters: [{ field: "updated_at", value: "2026-11-21 00:00:00", condition: "gteq" }], sort: ["updated_at", "entity_id"], pageSize: 100 });
  expect(query).toContain("searchCriteria%5BfilterGroups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D=2026-11-21%2000%3A00%3A00");
  expect(query).not.toMatch(/[[\] +]/);
  const base = baseString("GET", `https://shop.example/store/rest/all/V1/orders?${query}`, []);
  expect(base).toContain("GET&https%3A%2F%2Fshop.example%2Fstore%2Frest%2Fall%2FV1%2Forders&searchCriteria%255BcurrentPage%255D%3D1");
  expect(base).toContain("2026-11-21%252000%253A00%253A00");
});
