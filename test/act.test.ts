/** What journeys do in a connected shop, against each platform's double: codes that messages name, and tags. */
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { entryWords } from "#app/components/words/entry-words.ts";
import type { Platform } from "#app/core/event/connector.ts";
import { DAY, HOUR, MINUTE } from "#app/core/shared/instant.ts";
import { definitionOf } from "#app/engine/testing.ts";
import { findConnection } from "#app/models/connection.ts";
import { timelineOf } from "#app/models/timeline.ts";
import { refreshStock } from "#app/stock.server.ts";
import { connectorFor } from "#connectors/registry.ts";
import { testDatabase } from "#test/database.ts";
import { DOUBLES } from "#test/doubles/all.ts";
import type { MagentoDouble } from "#test/doubles/magento/index.ts";
import type { ShopifyDouble } from "#test/doubles/shopify/index.ts";
import type { Fault, StoreDouble } from "#test/doubles/store-double.ts";
import type { WixDouble } from "#test/doubles/wix/index.ts";
import type { WooCommerceDouble } from "#test/doubles/woocommerce/index.ts";
import { platformScene } from "#test/platform-scene.ts";
import { startSmtp } from "#test/smtp.ts";

/** The codes there are in the store, in capitals as our messages name them. */
const codesIn = (double: StoreDouble): string[] => codesOf(double).map((code) => code.toUpperCase());
function codesOf(double: StoreDouble): string[] {
  if (double.platform === "shopify") return [...(double as ShopifyDouble).store.discounts.keys()];
  if (double.platform === "woocommerce") return [...(double as WooCommerceDouble).store.coupons.keys()];
  return (double.platform === "wix" ? (double as WixDouble).coupons : (double as MagentoDouble).discounts.coupons).map((coupon) => String(coupon["code"]));
}
/** Tags by customers who have them. */
const tagsIn = (double: StoreDouble): string[] =>
  double.platform === "shopify" ? (double as ShopifyDouble).store.customers.flatMap(({ tags }) => tags) : double.platform === "wix" ? [...(double as WixDouble).labels.values()].flatMap((labels) => [...labels]) : [];

describe.each(Object.entries(DOUBLES) as [Platform, NonNullable<(typeof DOUBLES)[Platform]>][])("in %s", async (platform, load) => {
  const { prisma: db } = await testDatabase();
  const [start, smtp, doubles] = [await load(), await startSmtp(), [] as StoreDouble[]];
  afterAll(() => Promise.all([smtp.close(), ...doubles.map((double) => double.close())]));
  beforeEach(() => void smtp.mails.splice(0));

  /** A connected shop with somebody on a win-back that will soon give them a code of their own, and name it at once. */
  const scene = async () => {
    await db.$executeRaw`TRUNCATE shop, connection, pull, delivery, "order", account, profile, identity, event, enrollment, decision, message, product, journey, journey_version, notice, action`;
    const made = await platformScene(db, start, { orders: 6, customers: 3, products: 3 }, { email: { smtpUrl: smtp.url, from: "mail@example.com" } });
    const { double, door } = made;
    doubles.push(double);
    const { shopId } = await made.install();
    await made.readAll(shopId);
    const { steps, ...definition } = definitionOf("winback", { discountAllowed: true, ownCodes: true, discountPercent: 10 });
    const soon = { ...steps, second_pause: { ...steps["second_pause"], duration: "PT8H" }, offer: { ...steps["offer"], timing: undefined } };
    await db.journeyVersion.updateMany({ where: { shopId, key: "winback" }, data: { definition: { ...definition, start: "second_pause", steps: soon } as never } });
    await db.journey.updateMany({ where: { shopId, key: "winback" }, data: { status: "live" } });
    await db.shop.update({ where: { id: shopId }, data: { settings: { holdout: { share: 0 } } } });
    const { email } = double.truth().customers[0] ?? { email: "" };
    const { profileId } = await db.identity.findUniqueOrThrow({ where: { shopId_kind_value: { shopId, kind: "email", value: email } } });
    await door.app.record(shopId, [{ profileId, event: { key: "test:yes", type: "consent.granted", at: made.now(), data: { channel: "email", source: "checkout" } } }]);
    await made.pass(HOUR);
    double.change({ kind: "order_placed", customer: 1, products: [1], paid: true }, made.now());
    await door.app.platforms.catchUp(shopId);
    await made.readAll(shopId);
    expect(await db.enrollment.count({ where: { shopId, journey: "winback", status: "active" } })).toBe(1);
    return {
      ...made, shopId, profileId,
      /** The code is asked for, and its message decided. */
      ask: () => made.pass(8 * HOUR),
      async passBy(ms: number, step: number) {
        for (let gone = 0; gone < ms; gone += step) await made.pass(step);
      },
      action: () => db.action.findFirstOrThrow({ where: { shopId } }),
      message: () => db.message.findFirstOrThrow({ where: { shopId }, select: { status: true, reason: true } }),
      decision: () => db.decision.findFirstOrThrow({ where: { shopId, messageId: { not: null } }, select: { outcome: true, rule: true, reason: true } }),
      tag: (over: object = {}) => db.action.create({ data: { id: crypto.randomUUID(), shopId, profileId, enrollmentId: crypto.randomUUID(), kind: "tag", detail: { do: "tag", tag: "promoter" }, status: "pending", createdAt: new Date(made.now()), dueAt: new Date(made.now()), ...over } }),
    };
  };

  it("a code is made once, also after a crash before that was noted, and its message names it", async () => {
    const { ask, pass, action, message, decision, double, shopId, profileId, now } = await scene();
    await ask();
    const { made } = await action();
    expect(await action()).toMatchObject({ status: "done", reason: null });
    expect(codesIn(double)).toEqual([made]);
    await db.action.updateMany({ where: { shopId }, data: { status: "pending", dueAt: new Date(now()), doneAt: null } });
    await pass(2 * MINUTE);
    expect(await action()).toMatchObject({ status: "done", reason: null });
    expect(codesIn(double)).toEqual([made]);
    expect([await message(), await decision()]).toMatchObject([{ status: "sent", reason: null }, { outcome: "send" }]);
    expect(smtp.mails.map(({ parsed }) => parsed.text?.includes(made ?? ""))).toEqual([true]);
    const { entries } = await timelineOf(db, shopId, profileId, null, 100);
    expect(entries.flatMap((entry) => (entry.kind === "action" ? entryWords(entry, {}).words : []))).toEqual([`Code ${made} (10 %) made in your shop`]);
  });

  it.each<Fault>(["throttled", "server_error", "cut_off"])("a message waits while the platform is away (%s), and goes once its code is there", async (fault) => {
    const { ask, pass, passBy, action, message, double } = await scene();
    double.failNext(Array.from({ length: 500 }, () => fault));
    await ask();
    await pass(2 * MINUTE);
    expect(await action()).toMatchObject({ status: "pending", reason: expect.stringMatching(/\w+ .*\.$/) });
    expect(await message()).toMatchObject({ status: "queued", reason: expect.stringContaining("Waiting for the code to be made in the shop.") });
    expect(smtp.mails).toEqual([]);
    // An answer that was cut off may have been to a call that was done.
    if (fault !== "cut_off") expect(codesIn(double)).toEqual([]);
    double.failNext([]);
    await passBy(40 * MINUTE, 5 * MINUTE);
    const { made, status } = await action();
    expect([status, codesIn(double)]).toEqual(["done", [made]]);
    expect(await message()).toEqual({ status: "sent", reason: null });
    expect(smtp.mails.map(({ parsed }) => parsed.text?.includes(made ?? ""))).toEqual([true]);
  });

  it("a message is dropped, and says why, when its code is not there after six hours", async () => {
    const { ask, passBy, action, message, decision, double } = await scene();
    double.failNext(Array.from({ length: 2000 }, () => "server_error" as const));
    await ask();
    await passBy(5 * HOUR, 10 * MINUTE);
    expect(await message()).toMatchObject({ status: "queued" });
    await passBy(2 * HOUR, 10 * MINUTE);
    const reason = expect.stringContaining("was not made in the shop within 6 hours") as string;
    expect([await message(), await decision()]).toEqual([{ status: "stopped", reason }, { outcome: "drop", rule: "code", reason }]);
    double.failNext([]);
    await passBy(30 * HOUR, HOUR);
    expect(smtp.mails).toEqual([]);
    expect((await action()).status).not.toBe("pending");
  });

  it("the merchant is told when the platform takes our credentials no more, and it goes on when it does again", async () => {
    const { ask, passBy, action, message, double, shopId } = await scene();
    double.failNext(Array.from({ length: 200 }, () => "unauthorised" as const));
    await ask();
    const broken = await findConnection(db, shopId);
    expect(broken).toMatchObject({ status: "broken", reason: expect.stringMatching(/\w+ .*\.$/) });
    expect(await action()).toMatchObject({ status: "pending", reason: broken?.reason });
    double.failNext([]);
    await passBy(HOUR, 5 * MINUTE);
    expect(await findConnection(db, shopId)).toMatchObject({ status: "connected", reason: null });
    expect([(await action()).status, (await message()).status, codesIn(double).length]).toEqual(["done", "sent", 1]);
  });

  it.runIf(platform === "shopify")("a message is dropped, and says why, when the platform refuses its code", async () => {
    const { ask, pass, action, message, decision, double } = await scene();
    (double as ShopifyDouble).store.customers.forEach((customer) => Object.assign(customer, { id: "1" }));
    await ask();
    await pass(2 * MINUTE);
    const { status, reason } = await action();
    expect([status, reason]).toEqual(["failed", expect.stringMatching(/^Shopify \w+/)]);
    const said = `The code it names could not be made in the shop. ${reason}`;
    expect([await message(), await decision(), smtp.mails.length]).toEqual([{ status: "stopped", reason: said }, { outcome: "drop", rule: "code", reason: said }, 0]);
  });

  it("in a shop that is not connected, a code is for the merchant to make, and its message goes", async () => {
    const { ask, pass, action, message, double, shopId } = await scene();
    await db.connection.deleteMany({ where: { shopId } });
    await ask();
    await pass(2 * MINUTE);
    expect(await action()).toMatchObject({ status: "recorded", reason: expect.stringContaining("by hand") });
    expect([await message(), codesIn(double), smtp.mails.length]).toEqual([{ status: "sent", reason: null }, [], 1]);
  });

  it("a tag is set where customers have tags, and else the merchant is told", async () => {
    const { tag, pass, double, profileId, shopId } = await scene();
    const tags = platform === "shopify" || platform === "wix";
    await tag();
    await tag();
    await pass(0);
    const outcomes = await db.action.findMany({ where: { shopId, kind: "tag" }, select: { status: true, reason: true } });
    const wanted = tags ? { status: "done", reason: null } : { status: "recorded", reason: connectorFor(platform)?.unable.tag };
    expect([outcomes, tagsIn(double).length]).toEqual([[wanted, wanted], tags ? 1 : 0]);
    if (!tags) return;
    const { state } = await db.profile.findUniqueOrThrow({ where: { id: profileId } });
    await db.profile.update({ where: { id: profileId }, data: { state: { ...(state as object), refs: [] } } });
    const { id } = await tag();
    await pass(0);
    expect(await db.action.findUnique({ where: { id } })).toMatchObject({ status: "recorded", reason: expect.stringContaining("guest") });
  });

  it("what somebody is about to be reminded of is asked for, where no webhook told that it is sold out", async () => {
    const { double, shopId, door, now } = await scene();
    const [bought, other] = double.truth().products;
    await db.enrollment.updateMany({ where: { shopId, journey: "winback" }, data: { productRef: bought?.ref ?? "" } });
    const known = async () => new Map((await db.product.findMany({ where: { shopId } })).map(({ ref, state }) => [ref, (state as { inStock: boolean | null }).inStock]));
    const before = await known();
    for (const inStock of [false, true]) {
      double.change({ kind: "product_changed", product: 1, inStock }, now());
      double.change({ kind: "product_changed", product: 2, inStock }, now());
      await refreshStock(db, door.app.platforms, shopId, now());
      expect(await known()).toEqual(new Map([...before, [bought?.ref, inStock]]));
    }
    expect(other?.ref).not.toBe(bought?.ref);
    double.failNext(["unauthorised", "unauthorised", "unauthorised", "unauthorised"]);
    await expect(refreshStock(db, door.app.platforms, shopId, now())).rejects.toThrow();
    await db.enrollment.updateMany({ where: { shopId }, data: { dueAt: new Date(now() + 3 * DAY) } });
    const { calls } = double;
    await refreshStock(db, door.app.platforms, shopId, now());
    expect(double.calls).toBe(calls);
  });

  it("nothing is done for a shop that left, nor for somebody who was erased", async () => {
    const { tag, pass, double, shopId, door } = await scene();
    const { id } = await tag({ profileId: crypto.randomUUID() });
    await pass(0);
    if (platform === "shopify" || platform === "wix") expect(await db.action.findUnique({ where: { id } })).toMatchObject({ status: "failed", reason: expect.stringContaining("erased") });
    await door.app.forget.uninstall(shopId);
    const before = double.calls;
    const left = await tag();
    await pass(HOUR);
    expect([double.calls, (await db.action.findUnique({ where: { id: left.id } }))?.status, tagsIn(double)]).toEqual([before, "pending", []]);
  });
});
