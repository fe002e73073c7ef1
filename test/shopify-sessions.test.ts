/** Sessions of Shopify's library: sealed at rest, and one chain of tokens with the connection. */
import { Session } from "@shopify/shopify-app-remix/server";
import { beforeEach, expect, test } from "vitest";
import { createVault } from "#app/vault.server.ts";
import { keepCredentials, markConnection, readCredentials, saveConnection } from "#app/models/connection.ts";
import { alone } from "#app/models/lock.ts";
import { forgetShopifySessions } from "#app/models/shopify-session.ts";
import { shopifySessions } from "#app/shopify-sessions.server.ts";
import { testDatabase } from "./database.ts";
import { addShop, CAPTURE_TIME as NOW } from "./door.ts";

const { prisma: db } = await testDatabase();
const vault = createVault("a secret of at least thirty-two characters");
const sessions = shopifySessions(db, vault);
const SHOP = "one.myshopify.com";
const ID = `offline_${SHOP}`;
const HOUR = 3_600_000;

const offline = (accessToken: string | undefined, refreshToken: string | undefined, expires = new Date(NOW + HOUR)) =>
  new Session({ id: ID, shop: SHOP, state: "", isOnline: false, scope: "read_orders", expires, ...(accessToken && { accessToken }), ...(refreshToken && { refreshToken, refreshTokenExpires: new Date(NOW + 90 * 24 * HOUR) }) });
const credentials = async () => (await readCredentials(db, vault, "one"))?.credentials;
const connect = (access: string) => saveConnection(db, vault, "one", { accessToken: access, expiresAt: NOW + HOUR, refreshToken: `${access}-refresh`, refreshTokenExpiresAt: NOW + 90 * 24 * HOUR }, ["read_orders"], NOW);

beforeEach(async () => {
  await db.$executeRawUnsafe(`TRUNCATE shop, connection, shopify_session`);
  await addShop(db, "one", "shopify", { domain: SHOP });
});

test("an online session comes back as it was stored, and its row shows nothing of it", async () => {
  const session = new Session({
    id: "one_42", shop: SHOP, state: "", isOnline: true, scope: "read_orders", accessToken: "online-token", expires: new Date(NOW + HOUR),
    onlineAccessInfo: { expires_in: 3600, associated_user_scope: "read_orders", associated_user: { id: 42, first_name: "Ada", last_name: "L", email: "ada@example.com", email_verified: true, account_owner: true, locale: "en", collaborator: false } },
  });
  await sessions.storeSession(session);
  expect((await sessions.loadSession("one_42"))?.equals(session)).toBe(true);
  expect((await sessions.findSessionsByShop(SHOP)).map(({ id }) => id)).toEqual(["one_42"]);
  const rows = JSON.stringify(await db.shopifySession.findMany());
  for (const secret of ["online-token", "ada@example.com", "Ada"]) expect(rows).not.toContain(secret);
  await sessions.deleteSession("one_42");
  expect(await sessions.loadSession("one_42")).toBeUndefined();
});

test("without a connection there is no session, so that Shopify is asked and the install is done again", async () => {
  await sessions.storeSession(offline("first", "first-refresh"));
  expect(await db.shopifySession.count()).toBe(1);
  expect(await sessions.loadSession(ID)).toBeUndefined();
});

test("a connected shop's session has the connection's token, whoever renewed it, and nothing to renew it with", async () => {
  await connect("first");
  await sessions.storeSession(offline("first", "first-refresh"));
  expect(await sessions.loadSession(ID)).toMatchObject({ accessToken: "first", scope: "read_orders" });
  await keepCredentials(db, vault, "one", { accessToken: "renewed", expiresAt: NOW + 2 * HOUR, refreshToken: "renewed-refresh", refreshTokenExpiresAt: null });
  const loaded = await sessions.loadSession(ID);
  expect([loaded?.accessToken, loaded?.expires?.getTime(), loaded?.refreshToken]).toEqual(["renewed", NOW + 2 * HOUR, undefined]);
  expect(JSON.stringify([await db.shopifySession.findMany(), await db.connection.findMany()])).not.toMatch(/renewed|first/);
});

test("tokens of a later exchange reach the connection, after whoever is renewing has done", async () => {
  await connect("first");
  const [held, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const renewing = alone(db, "one", "shopify_token", async () => {
    held.resolve();
    await mayEnd.promise;
    await keepCredentials(db, vault, "one", { accessToken: "renewed", expiresAt: NOW, refreshToken: "r", refreshTokenExpiresAt: null });
  });
  await held.promise;
  const storing = sessions.storeSession(offline("second", "second-refresh"));
  mayEnd.resolve();
  await Promise.all([renewing, storing]);
  expect(await credentials()).toEqual({ accessToken: "second", expiresAt: NOW + HOUR, refreshToken: "second-refresh", refreshTokenExpiresAt: NOW + 90 * 24 * HOUR });
});

test("a token Shopify takes no more is renewed next time; the refresh token stays", async () => {
  await connect("first");
  await sessions.storeSession(offline(undefined, undefined));
  expect(await credentials()).toMatchObject({ accessToken: "first", expiresAt: 0, refreshToken: "first-refresh" });
});

test("a broken connection has no session: the merchant's next visit brings new tokens", async () => {
  await connect("first");
  await sessions.storeSession(offline("first", "first-refresh"));
  await markConnection(db, "one", "Connect again.");
  expect(await sessions.loadSession(ID)).toBeUndefined();
});

test("what was sealed with a lost secret, and what belongs to a shop that left, is no session", async () => {
  await connect("first");
  await shopifySessions(db, createVault("another secret of thirty-two characters")).storeSession(new Session({ id: "one_7", shop: SHOP, state: "", isOnline: true, accessToken: "x" }));
  expect(await sessions.loadSession("one_7")).toBeUndefined();
  await sessions.storeSession(offline("first", "first-refresh"));
  await db.shop.update({ where: { id: "one" }, data: { uninstalledAt: new Date(NOW) } });
  expect(await sessions.loadSession(ID)).toBeUndefined();
  await forgetShopifySessions(db, SHOP);
  expect(await db.shopifySession.count()).toBe(0);
});
