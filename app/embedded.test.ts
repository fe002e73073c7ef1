import { expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { embedTokenOf } from "./embedded-token.server.ts";
import { enterEmbedded, renewal, surfaceOf } from "./embedded.server.ts";
import type { Embedded } from "./embedded.server.ts";
import { action as stayOpen, loader as step } from "./routes/auth.embedded.ts";
import { adminHeaders } from "./security-headers.server.ts";
import { requireWho } from "./who.server.ts";
import { signInCookie } from "./session.server.ts";

const MINUTE = 60_000;
const { prisma: db } = await testDatabase();
let now = NOW;
const { app } = await openDoor(db, { now: () => now });
await addShop(db, "wix", "wix", { domain: "0b7c1f60-0000-4000-8000-000000000001" });
await addShop(db, "woo", "woocommerce", { domain: "https://shop.example:8443/store" });
await addShop(db, "other", "woocommerce");

const WIX: Embedded = { shopId: "wix", person: "wix:uid", role: "owner", platform: "wix" };
const WOO: Embedded = { shopId: "woo", person: "woo:1", role: "staff", platform: "woocommerce" };
const enter = (who: Embedded, to?: string): { location: string; token: string } => {
  const location = enterEmbedded(app, who, to).headers.get("location") ?? "";
  return { location, token: new URL(location, "http://localhost").searchParams.get("embed") ?? "" };
};
const asking = (token: string, headers: Record<string, string> = {}): Request => new Request("http://localhost/app", { headers: { authorization: `Bearer ${token}`, ...headers } });
const who = (request: Request) => requireWho(request, { app });

test("whoever enters is known by the token, as who they are and in no other shop", async () => {
  expect(await who(asking(enter(WIX).token))).toMatchObject({ shopId: "wix", person: "wix:uid", role: "owner", embedded: true });
  expect(await who(asking(enter(WOO).token))).toMatchObject({ shopId: "woo", person: "woo:1", role: "staff", embedded: true });
});

test("a token leads into the admin only, whatever page is asked for", () => {
  expect(enter(WIX, "/app/customers?q=a&p=1#x").location).toMatch(/^\/app\/customers\?q=a&p=1&embed=age\.[\w.-]+#x$/);
  for (const to of ["https://evil.example/app", "//evil.example/app", "/\\evil.example", "/sign-in", "/application", "/app/../v1/customers", "javascript:alert(1)", ""]) expect(enter(WIX, to).location).toMatch(/^\/app\?embed=/);
});

test("a token that was changed anywhere, or signed with another secret, is refused, and no cookie stands in for it", async () => {
  const { token } = enter(WIX);
  const cookie = (await signInCookie(app, { shopId: "other", person: "owner", role: "owner" })).split(";")[0] ?? "";
  expect(await who(new Request("http://localhost/app", { headers: { cookie } }))).toMatchObject({ shopId: "other" });
  for (let at = "age.".length; at < token.length; at += 7) {
    const forged = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
    await expect(who(asking(forged, { cookie })), `changed at ${at}`).rejects.toMatchObject({ status: 401 });
    expect(await surfaceOf(asking(forged), app)).toBeNull();
  }
  const [body = "", mac = ""] = token.slice("age.".length).split(".");
  const moved = Buffer.from(Buffer.from(body, "base64url").toString().replace('"wix"', '"woo"')).toString("base64url");
  const elsewhere = enterEmbedded({ secret: "another secret of at least thirty-two", now: () => now }, WIX).headers.get("location")?.split("embed=")[1] ?? "";
  for (const forged of [`age.${moved}.${mac}`, `age.${body}.`, `age.${body}`, `age..${mac}`, `${token}.x`, elsewhere]) await expect(who(asking(forged, { cookie }))).rejects.toMatchObject({ status: 401 });
});

test("a token is worth ten minutes; each answer brings another, for half a day", async () => {
  let { token } = enter(WIX);
  now = NOW + 10 * MINUTE - 1;
  expect(await who(asking(token))).toMatchObject({ shopId: "wix" });
  now = NOW + 10 * MINUTE;
  await expect(who(asking(token))).rejects.toMatchObject({ status: 401 });
  expect(renewal(asking(token), app)).toBeNull();
  token = enter(WIX).token;
  const begun = now;
  for (let next: string | null = token; next !== null; next = renewal(asking(token), app)) {
    token = next;
    expect(await who(asking(token))).toMatchObject({ shopId: "wix" });
    now += 9 * MINUTE;
  }
  expect((now - begun) / MINUTE).toBe(12 * 60);
  now = NOW;
});

test("a shop that left, or is of another platform than the token says, is not entered", async () => {
  await expect(who(asking(enter({ ...WOO, platform: "wix" }).token))).rejects.toMatchObject({ status: 401 });
  await addShop(db, "gone", "wix", { domain: "gone" });
  const { token } = enter({ ...WIX, shopId: "gone" });
  expect(await who(asking(token))).toMatchObject({ shopId: "gone" });
  await db.shop.update({ where: { id: "gone" }, data: { uninstalledAt: new Date(NOW) } });
  await expect(who(asking(token))).rejects.toMatchObject({ status: 401 });
});

test("each platform's admin may frame its own shops' pages, and nobody else any", async () => {
  const ancestors = async (request: Request): Promise<string | undefined> =>
    /frame-ancestors ([^;]*)/.exec(adminHeaders("n", await surfaceOf(request, app))["Content-Security-Policy"] ?? "")?.[1];
  expect(await ancestors(asking(enter(WIX).token))).toContain("https://manage.wix.com https://*.wix.com");
  expect(await ancestors(asking(enter(WOO).token))).toBe("https://shop.example:8443");
  expect(await ancestors(new Request("http://localhost/app?embed=age.x.y&platform=wix&shop=wix"))).toBe("'none'");
  const expired = asking(enter(WOO).token);
  now = NOW + 60 * MINUTE;
  expect(await ancestors(expired), "so that the page can say what to do").toBe("https://shop.example:8443");
  now = NOW;
});

test("a reload in a frame leads to the step that knows the token; any other stranger signs in", async () => {
  const framed = new Request("http://localhost/app/customers?q=a", { headers: { "sec-fetch-dest": "iframe" } });
  await expect(who(framed)).rejects.toSatisfy((response: Response) => response.headers.get("location") === "/auth/embedded?to=%2Fapp%2Fcustomers%3Fq%3Da");
  await expect(who(new Request("http://localhost/app"))).rejects.toSatisfy((response: Response) => response.headers.get("location") === "/sign-in");
  const page = await step({ request: new Request("http://localhost/auth/embedded?to=https://evil.example/"), params: {}, context: { app } });
  expect(await page.text()).toContain('data-to="/app"');
  expect((await stayOpen({ request: new Request("http://localhost/auth/embedded", { method: "POST" }), params: {}, context: { app } })).status).toBe(401);
  const fresh = await stayOpen({ request: asking(enter(WIX).token), params: {}, context: { app } });
  expect(await who(asking(fresh.headers.get("x-afterglow-embed") ?? ""))).toMatchObject({ shopId: "wix" });
});

test("a token of another kind is left to its own door", () => {
  for (const authorization of ["Bearer eyJhbGciOiJIUzI1NiJ9.e30.x", "Basic YTpi", "Bearer"]) expect(embedTokenOf(new Request("http://localhost/app", { headers: { authorization } }))).toBeNull();
});
