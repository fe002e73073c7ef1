import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "#test/database.ts";
import { addShop } from "#test/door.ts";
import { listCustomers } from "./customer-list.ts";
import { readCursor } from "./keyset.ts";
import { sampleOrder, takeIn } from "./testing.ts";

const { prisma: db } = await testDatabase();
const AT = Date.UTC(2026, 10, 1);
const names = async (search: string, shop = "a"): Promise<string[]> => (await listCustomers(db, shop, search, null, 50)).rows.map((row) => row.name);
const person = (first: string, last: string, email: string) => ({ ref: null, email, phone: null, firstName: first, lastName: last, locale: null, address: null });

beforeAll(async () => {
  await addShop(db, "a", "shopify");
  await addShop(db, "b", "shopify");
  await addShop(db, "many", "shopify");
  await takeIn(db, "a", [
    sampleOrder("1001", AT, { customer: person("Ada", "Lovelace", "ada.l@example.com") }),
    sampleOrder("1002", AT, { customer: person("Seán", "O'Brien", "sean@pub.example") }),
    sampleOrder("1003", AT, { customer: person("प्रिया", "शर्मा", "priya@example.com") }),
    sampleOrder("1004", AT, { customer: { ...person("", "", "ada.l@example.com"), phone: "+15185550100" } }),
  ], AT);
  await takeIn(db, "b", [sampleOrder("1001", AT, { customer: person("Bob", "Other", "bob@example.com") })], AT);
  // Seven of each ten share one moment, so that ids must decide.
  const rows = Array.from({ length: 57 }, (_, index) => ({ id: crypto.randomUUID(), shopId: "many", name: `P${index}`, lastSeenAt: index % 10 === 9 ? null : new Date(AT + Math.floor(index / 7) * 1000), state: {} }));
  await db.profile.createMany({ data: rows });
});

test.each([
  ["ada", "Ada Lovelace"], ["LOVE", "Ada Lovelace"], ["ada love", "Ada Lovelace"], ["ada.l@ex", "Ada Lovelace"], ["o'br", "Seán O'Brien"], ["pub.example", "Seán O'Brien"],
  ["प्रि", "प्रिया शर्मा"], ["518555", undefined], ["+1518555", "Ada Lovelace"], ["1003", "प्रिया शर्मा"], ["#1003", "प्रिया शर्मा"], ["bob", undefined], ["ada sean", undefined], ["''' & | !", undefined], ["\\", undefined],
])("searching %j finds %s", async (search, found) => {
  expect(await names(search)).toEqual(found === undefined ? [] : [found]);
});

test("a shop finds its own customers only, also by a number another shop has", async () => {
  expect(await names("1001", "b")).toEqual(["Bob Other"]);
  expect(await names("", "b")).toEqual(["Bob Other"]);
});

test("paging forwards and back shows everyone once, in one order", async () => {
  const all = (await listCustomers(db, "many", "", null, 100)).rows.map((row) => row.id);
  expect(all).toHaveLength(57);
  for (const search of ["", "p"]) {
    const forwards: string[][] = [];
    let page = await listCustomers(db, "many", search, null, 10);
    expect(page.previous).toBeNull();
    for (;;) {
      forwards.push(page.rows.map((row) => row.id));
      if (page.next === null) break;
      page = await listCustomers(db, "many", search, readCursor(page.next), 10);
    }
    expect(forwards.flat()).toEqual(all);
    for (let index = forwards.length - 2; index >= 0; index--) {
      page = await listCustomers(db, "many", search, readCursor(page.previous ?? ""), 10);
      expect(page.rows.map((row) => row.id)).toEqual(forwards[index]);
    }
    expect(page.previous).toBeNull();
  }
});
