import { expect, test } from "vitest";
import { emptyProfile } from "#app/core/profile/profile.ts";
import { testDatabase } from "#test/database.ts";
import { customerAtPlatform } from "./account-of.ts";

const { prisma: db } = await testDatabase();
const NOW = Date.UTC(2026, 10, 22);

async function profile(refs: string[], email: string | null, mergedInto: string | null = null): Promise<string> {
  const id = crypto.randomUUID();
  const state = { ...emptyProfile(id), refs, email: email === null ? null : { value: email, at: NOW } };
  await db.profile.create({ data: { id, shopId: "a", name: "", state: structuredClone(state) as never, mergedInto } });
  return id;
}
const account = (ref: string, email: string, deleted = false, shopId = "a") => db.account.create({ data: { shopId, ref, state: { ref, latest: { deleted, customer: { email } }, told: [] } } });

test("of several accounts the one with the address that mail goes to is meant, and never one that was deleted", async () => {
  await account("1", "old@example.com");
  await account("2", "ada@example.com");
  await account("3", "gone@example.com", true);
  await account("2", "other@example.com", true, "b");
  const kept = await profile(["1", "2", "3"], "ada@example.com");
  const merged = await profile([], null, kept);
  const of = (id: string, shopId = "a") => customerAtPlatform(db, shopId, id);
  expect([await of(kept), await of(merged)]).toEqual([{ ref: "2", email: "ada@example.com" }, { ref: "2", email: "ada@example.com" }]);
  expect(await of(await profile(["3"], "gone@example.com"))).toEqual({ ref: null, email: "gone@example.com" });
  expect(await of(await profile(["3", "9"], "gone@example.com"))).toEqual({ ref: "9", email: "gone@example.com" });
  expect(await of(await profile([], "guest@example.com"))).toEqual({ ref: null, email: "guest@example.com" });
  expect([await of(crypto.randomUUID()), await of(kept, "b")]).toEqual([null, null]);
});
