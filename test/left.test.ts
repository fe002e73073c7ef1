import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, MINUTE } from "#app/core/shared/instant.ts";
import { signToken } from "#app/core/shared/token.ts";
import { createForgetting } from "#app/forget.server.ts";
import { uuidv7 } from "#app/intake.server.ts";
import { SHOP_TABLES } from "#app/models/forget/erase-shop.ts";
import { findConnection, readCredentials, saveConnection } from "#app/models/connection.ts";
import { addNotice } from "#app/models/notice.ts";
import { startPulls } from "#app/models/pull.ts";
import { findWork } from "#app/models/work.ts";
import { loader as tracking } from "#app/routes/t.$token.tsx";
import { loader as preferences } from "#app/routes/u.$token.tsx";
import { post as call } from "./calls.ts";
import { testDatabase } from "./database.ts";
import { openDoor } from "./door.ts";
import { everyRow, shopTables } from "./every-row.ts";
import { FRIEND, live, openStore, send, shopifyStore } from "./forgotten-scene.ts";
import { startSmtp } from "./smtp.ts";

const { prisma: db } = await testDatabase();
const smtp = await startSmtp();
afterAll(smtp.close);
const START = Date.UTC(2026, 2, 2, 15);
const clock = { now: START };
const door = await openDoor(db, { now: () => clock.now, email: { smtpUrl: smtp.url, from: "mail@example.com" }, log: { error: () => undefined, warn: () => undefined }, reach: { lookup: () => Promise.reject(new Error("nothing is reached")) } });
const { app } = door;
const [leaves, stays] = [shopifyStore("leaves"), shopifyStore("stays")];

const tell = (shopId: string, notice: Parameters<typeof addNotice>[3]) => addNotice(db, shopId, uuidv7(Date.now()), notice, "platform", clock.now);
/** Every row that is a shop's, or names it, by table. */
async function rowsOf(shopId: string): Promise<string[]> {
  const found: string[] = [];
  for (const [table, rows] of await everyRow(db)) {
    for (const row of rows) if (row["shop_id"] === shopId || row["id"] === shopId || row["shop"] === `${shopId}.myshopify.com`) found.push(`${table} ${JSON.stringify(row, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value))}`);
  }
  return found.sort();
}
const pageOf = async (loader: typeof tracking, token: string): Promise<number> => {
  const response = (await Promise.resolve(loader({ request: new Request("http://localhost/"), params: { token }, context: { app } } as never)).catch((thrown: unknown) => thrown)) as Response;
  return response.status;
};

beforeAll(async () => {
  for (const store of [leaves, stays]) {
    clock.now = START;
    await openStore(db, store);
    await live(db, door, store, clock, async () => []);
    await saveConnection(db, app.vault, store.shopId, { token: `token-${store.shopId}` }, ["read_orders"], clock.now);
    await db.shopifySession.create({ data: { id: `offline_${store.shopId}.myshopify.com`, shop: `${store.shopId}.myshopify.com`, sealed: "sealed" } });
    await startPulls(db, store.shopId, "backfill", [{ key: "products", label: "Products" } as never], { since: null, until: clock.now }, clock.now + 1000 * DAY);
  }
  // A new order of the last minute: a message in the queue, a walk that waits, something to be done outside.
  await send(door, leaves, "orders/create", leaves.order({ ...FRIEND, id: 77, email: "last@example.com", phone: "+14155550177" }, clock.now, { id: 4004, number: 4004 }));
  smtp.behave("refuse-now");
  await app.work.drain();
  smtp.behave("accept");
});

describe("a shop that removes the app", () => {
  let kept: string[] = [];

  it("is stopped at once: what is queued, who walks, what waits, and every credential", async () => {
    kept = await rowsOf("stays");
    const walk = await db.enrollment.findFirstOrThrow({ where: { shopId: "leaves", status: "active" } });
    const [order, message] = [await db.order.findFirstOrThrow({ where: { shopId: "leaves", ref: "4004" } }), await db.message.findFirstOrThrow({ where: { shopId: "leaves", status: "queued" } })];
    const action = { shopId: "leaves", profileId: walk.profileId, enrollmentId: walk.id, detail: { do: "tag", tag: "x" }, createdAt: new Date(clock.now) };
    await db.action.create({ data: { id: crypto.randomUUID(), ...action, kind: "tag", status: "pending", dueAt: new Date(clock.now + DAY) } });
    const [track, unsubscribe] = [signToken(app.secret, { kind: "track", id: order.id, expiresAt: null, extra: "" }), signToken(app.secret, { kind: "preferences", id: message.id, expiresAt: null, extra: "" })];
    expect([await pageOf(tracking, track), await pageOf(preferences, unsubscribe), (await call(app, "page", { anonymousId: "d" }, { key: "write-leaves" })).status]).toEqual([200, 200, 200]);

    await tell("leaves", { kind: "uninstalled" });
    const mails = smtp.mails.length;
    await app.work.drain();

    const where = { shopId: "leaves" };
    expect(await db.message.count({ where: { ...where, status: { in: ["queued", "sending"] } } })).toBe(0);
    expect(await db.message.findUnique({ where: { id: message.id } })).toMatchObject({ status: "stopped", reason: "The shop removed Afterglow.", sendAt: null });
    expect(await db.decision.findFirst({ where: { messageId: message.id } })).toMatchObject({ outcome: "drop", rule: "uninstalled" });
    expect(await db.enrollment.findUnique({ where: { id: walk.id } })).toMatchObject({ status: "exited", dueAt: null, state: { status: "exited", dueAt: null } });
    expect(await db.enrollment.count({ where: { ...where, status: { in: ["active", "paused"] } } })).toBe(0);
    expect(await db.action.count({ where: { ...where, status: "pending", kind: { not: "reward" } } })).toBe(0);
    expect(await db.pull.count({ where: { ...where, status: "waiting" } })).toBe(0);
    expect(await readCredentials(db, app.vault, "leaves")).toBeNull();
    expect(await db.connection.findUnique({ where: { shopId: "leaves" } })).toMatchObject({ sealed: "", status: "left" });
    expect(await db.shopifySession.findMany({ select: { shop: true } })).toEqual([{ shop: "stays.myshopify.com" }]);
    clock.now += 40 * DAY;
    await app.work.drain();
    expect(smtp.mails.length).toBe(mails);
    expect([await pageOf(tracking, track), await pageOf(preferences, unsubscribe), (await call(app, "page", { anonymousId: "d" }, { key: "write-leaves" })).status], "whoever was written to may still say no").toEqual([404, 200, 401]);
    expect((await findWork(db, clock.now)).filter(({ shopId }) => shopId === "leaves")).toEqual([]);
  });

  it("is told to stop again without harm, and takes nothing in that still lay in line", async () => {
    const [before] = [await rowsOf("leaves")];
    await app.forget.uninstall("leaves");
    expect(await rowsOf("leaves")).toEqual(before);
    await db.delivery.create({ data: { id: uuidv7(Date.now()), shopId: "leaves", topic: "orders/create", headers: {}, body: new Uint8Array(leaves.order(FRIEND, clock.now, { id: 5005, number: 5005 })), receivedAt: new Date(clock.now) } });
    await app.work.drain();
    expect(await db.order.count({ where: { shopId: "leaves", ref: "5005" } })).toBe(0);
    expect(await db.delivery.findFirst({ where: { shopId: "leaves", topic: "orders/create", receivedAt: new Date(clock.now) } })).toMatchObject({ status: "unhandled", reason: "The shop had removed Afterglow by then." });
  });

  it("has a person forgotten also after it left", async () => {
    await send(door, leaves, "customers/redact", new TextEncoder().encode(JSON.stringify({ customer: { email: "LAST@example.com" }, orders_to_redact: [4004] })));
    await app.work.drain();
    expect((await rowsOf("leaves")).filter((row) => row.includes("last@example.com"))).toEqual([]);
  });

  it("leaves the other shop as it was", async () => {
    const moved = /^(periodic_run|shop_figures|message|decision|enrollment|event|profile|pull|notice|action) /;
    expect((await rowsOf("stays")).filter((row) => !moved.test(row))).toEqual(kept.filter((row) => !moved.test(row)));
  });
});

describe("saying farewell to the platform", () => {
  it("begins while there are credentials, ends when they are gone, and keeps nobody from leaving: the platform is told, or not", async () => {
    const [store, seen] = [shopifyStore("parts"), [] as unknown[]];
    await openStore(db, store);
    const credentials = async (): Promise<unknown> => (await readCredentials(db, app.vault, "parts"))?.credentials ?? null;
    const leaving = (farewell: () => Promise<(() => Promise<void>) | null>) => createForgetting({ db, farewell, backtests: app.backtests, forgetFiles: async () => undefined, now: () => clock.now, onNotice: () => undefined }).uninstall("parts");
    for (const broken of [false, true]) {
      await saveConnection(db, app.vault, "parts", { token: "t" }, [], clock.now);
      await leaving(async () => {
        seen.push(await credentials());
        return async () => {
          seen.push(await credentials());
          if (broken) throw new Error("The platform is away.");
        };
      });
    }
    await leaving(() => Promise.reject(new Error("No client.")));
    expect(seen).toEqual([{ token: "t" }, null, { token: "t" }, null]);
    expect((await findConnection(db, "parts"))?.status).toBe("left");
  });
});

describe("a shop that is to be deleted", () => {
  it("knows every table there is", async () => {
    expect(SHOP_TABLES.map((table) => table.replaceAll('"', "")).sort()).toEqual((await shopTables(db)).filter((table) => table !== "shop"));
  });

  it("leaves no row anywhere, cut short at any step and begun again, and the other shop has all of its", async () => {
    const before = await rowsOf("stays");
    const forgetting = createForgetting({ db, farewell: app.platforms.farewell, backtests: app.backtests, forgetFiles: async () => undefined, now: () => clock.now, onNotice: () => undefined });
    for (const cut of [0, 3, 9, 18]) {
      let step = 0;
      const paced = async (): Promise<void> => {
        if (step++ === cut) throw new Error("cut");
      };
      await expect(forgetting.eraseShop("leaves", paced)).rejects.toThrow("cut");
      expect(await db.shop.count({ where: { id: "leaves" } })).toBe(1);
    }
    // The request waits under the shop's own id: its address is free by now.
    await tell("leaves", { kind: "erase_shop" });
    await app.work.drain();
    expect(await rowsOf("leaves")).toEqual([]);
    expect(await rowsOf("stays")).toEqual(before);
    await forgetting.eraseShop("leaves", async () => undefined);
    // A door that has not heard of it keeps nothing either.
    await send(door, leaves, "shop/redact", new TextEncoder().encode("{}"));
    expect(await rowsOf("leaves")).toEqual([]);
    expect(await findWork(db, clock.now + MINUTE)).toEqual([]);
  });
});

describe("what a shop allows", () => {
  it("is kept, and the merchant is asked for what is missing, until it is granted again", async () => {
    await tell("stays", { kind: "scopes_changed", scopes: ["write_orders"] });
    await app.work.drain();
    expect(await findConnection(db, "stays")).toMatchObject({ status: "connected", scopes: ["write_orders"], reason: expect.stringContaining("read_customers") });
    expect((await findConnection(db, "stays"))?.reason).not.toContain("read_orders");
    await tell("stays", { kind: "scopes_changed", scopes: ["write_orders", "read_products", "write_customers", "read_fulfillments", "write_discounts", "read_returns", "read_all_orders", "read_inventory", "read_merchant_managed_fulfillment_orders", "write_merchant_managed_fulfillment_orders", "read_discounts", "write_app_proxy"] });
    await app.work.drain();
    expect((await findConnection(db, "stays"))?.reason).toBeNull();
  });
});
