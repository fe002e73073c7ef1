/** Stops, forgets and hands out: what follows when a shop leaves, and when a person asks. */
import type { Notice, PersonHint } from "./core/event/notice.ts";
import { connectorFor } from "#connectors/registry.ts";
import type { Backtests, Forget } from "./context.ts";
import type { Platform } from "./core/event/connector.ts";
import type { Instant } from "./core/shared/instant.ts";
import { derivedId } from "./core/shared/keyed.ts";
import type { Shop } from "./core/shop.ts";
import { uuidv7 } from "./intake.server.ts";
import type { Database } from "./models/database.ts";
import { deletePerson, deleteSomeEvents, stopPerson } from "./models/forget/erase-person.ts";
import { deleteShop, deleteSome, giveUpAddress, SHOP_TABLES } from "./models/forget/erase-shop.ts";
import { askForCopy } from "./models/forget/export-task.ts";
import { findPerson, ordersNaming } from "./models/forget/person.ts";
import { scrubDemo, scrubSome } from "./models/forget/scrub-deliveries.ts";
import type { Reader } from "./models/forget/scrub-deliveries.ts";
import { stopShop } from "./models/forget/uninstall.ts";
import { findCustomer } from "./models/customer.ts";
import { addNotice } from "./models/notice.ts";
import { readPersonData } from "./models/person-data.ts";
import { plainSql } from "./models/plain-sql.ts";
import { readShop } from "./models/shop.ts";
import type { Platforms } from "./platforms.server.ts";
import { inTransaction } from "./models/store/transaction.ts";

export type ForgetPorts = {
  readonly db: Database;
  readonly farewell: Platforms["farewell"];
  readonly backtests: Backtests;
  /** Removes a file the merchant gave us to read. */
  readonly forgetFiles: (shopId: string) => Promise<void>;
  readonly now: () => Instant;
  /** There is a notice to act on. */
  readonly onNotice: (shopId: string) => void;
};

/** Called between steps: says that the work goes on, and lets others in. */
export type Pace = () => Promise<void>;

/** What pages and notices ask for, and the long work behind it; every step may be cut short and the whole begun again. */
export type Forgetting = Forget & {
  uninstall(shopId: string, by?: "platform" | "merchant"): Promise<void>;
  eraseShop(shopId: string, pace: Pace): Promise<void>;
  erasePerson(shopId: string, person: PersonHint, pace: Pace): Promise<void>;
  /** Sets a task to hand out what is held of a person. @returns whether anything is */
  exportPerson(shopId: string, noticeId: string, person: PersonHint, requestRef: string | null): Promise<boolean>;
};

/** Puts the steps together. Each keeps to one shop, and the work on a large one is cut into steps that others can get between. */
export function createForgetting(ports: ForgetPorts): Forgetting {
  const { db, backtests, now } = ports;

  const forgetCopies = async (shopId: string): Promise<void> => {
    backtests.forget(shopId);
    await ports.forgetFiles(shopId);
  };
  const uninstall = async (shopId: string, by: "platform" | "merchant" = "merchant"): Promise<void> => {
    // Made before its credentials are wiped. One that cannot be made must not keep a shop from leaving. A platform that let us go
    // needs none: it would end the connection of a shop that comes back in this moment.
    const farewell = by === "platform" ? null : await ports.farewell(shopId).catch(() => null);
    await inTransaction(db, (sql) => stopShop(sql, shopId, now()));
    await forgetCopies(shopId);
    await farewell?.().catch(() => undefined);
  };

  return {
    uninstall,
    async requestErasure(shopId, profileId) {
      const profile = await findCustomer(db, shopId, profileId);
      if (!profile) return false;
      const person: PersonHint = { ref: null, email: null, phone: null, orderRefs: [], profileId: profile.id };
      const notice: Notice = { kind: "erase_person", person };
      await addNotice(db, shopId, uuidv7(Date.now()), notice, "merchant", now());
      ports.onNotice(shopId);
      return true;
    },
    async personData(shopId, profileId) {
      const [shop, profile] = [await readShop(db, shopId), await findCustomer(db, shopId, profileId)];
      if (!profile) return null;
      const person = await findPerson(db, shopId, { ref: null, email: null, phone: null, orderRefs: [], profileId: profile.id }, shop.country);
      return readPersonData(db, shop, person, readerOf(shop).textOf, now());
    },
    async eraseShop(shopId, pace) {
      const [shop] = await plainSql(db).$queryRawUnsafe<{ left: boolean }[]>(`SELECT uninstalled_at IS NOT NULL AS "left" FROM shop WHERE id = $1`, shopId);
      if (!shop) return;
      if (!shop.left) await uninstall(shopId);
      // From here on the same store is a new shop when it comes back, in this minute too.
      if (!(await inTransaction(db, (sql) => giveUpAddress(sql, shopId)))) return;
      for (const table of SHOP_TABLES) {
        // The request itself stays until there is nothing left to do.
        if (table === "notice" || table === "connection") continue;
        do await pace();
        while (await deleteSome(plainSql(db), table, shopId));
      }
      await pace();
      await forgetCopies(shopId);
      await inTransaction(db, (sql) => deleteShop(sql, shopId));
    },
    async erasePerson(shopId, hint, pace) {
      const sql = plainSql(db);
      const shop = await readShop(sql, shopId);
      for (;;) {
        const named = await ordersNaming(sql, shopId, await findPerson(sql, shopId, hint, shop.country));
        const person = await inTransaction(db, (tx) => stopPerson(tx, shop, hint, named, now()));
        await forgetCopies(shopId);
        await pace();
        for (let last = await scrubSome(sql, shopId, person, readerOf(shop), null); last !== null; last = await scrubSome(sql, shopId, person, readerOf(shop), last)) await pace();
        await scrubDemo(sql, shopId, person, readerOf(shop));
        await pace();
        while (await deleteSomeEvents(sql, shopId, person)) await pace();
        await pace();
        if (await inTransaction(db, (tx) => deletePerson(tx, shop, hint, person, now()))) return;
      }
    },
    async exportPerson(shopId, noticeId, hint, requestRef) {
      const sql = plainSql(db);
      const shop = await readShop(sql, shopId);
      const { survivors } = await findPerson(sql, shopId, hint, shop.country);
      for (const profileId of survivors) await askForCopy(sql, shop, { id: derivedId(shop, "export", noticeId, profileId), profileId, requestRef }, now());
      return survivors.length > 0;
    },
  };
}

function readerOf(shop: Shop): Reader {
  const connector = connectorFor(shop.platform as Platform);
  const utf8 = (body: Uint8Array): string => Buffer.from(body).toString("utf8");
  return {
    translate: (topic, body, receivedAt) => connector?.translate(topic, body, receivedAt, shop) ?? { kind: "unhandled", reason: "" },
    textOf: (body) => (connector?.textOf ? `${utf8(body)}\n${connector.textOf(body)}` : utf8(body)),
  };
}
