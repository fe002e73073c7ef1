import { beforeAll, expect, test } from "vitest";
import { DAY } from "#app/core/shared/instant.ts";
import { signToken } from "#app/core/shared/token.ts";
import type { TokenKind } from "#app/core/shared/token.ts";
import { sampleOrder, takeIn } from "#app/models/testing.ts";
import { loader as click } from "#app/routes/c.$token.ts";
import { loader as survey } from "#app/routes/s.$token.tsx";
import { loader as tracking } from "#app/routes/t.$token.tsx";
import { action as unsubscribe, loader as preferences } from "#app/routes/u.$token.tsx";
import { signInCookie, visitorOf } from "#app/session.server.ts";
import { testDatabase } from "./database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "./door.ts";

const { prisma: db } = await testDatabase();
const [first, second, third] = ["the first secret of thirty-two characters", "the second secret of thirty-two chars", "the third secret of thirty-two characters"];
const now = (): number => NOW + 900 * DAY;
const before = await openDoor(db, { secret: first });
const after = await openDoor(db, { secret: third, formerSecrets: [second, first], now });
const forgetful = await openDoor(db, { secret: third, formerSecrets: [second], now });
let ids = { message: "", order: "" };

beforeAll(async () => {
  await addShop(db, "a", "shopify");
  await takeIn(db, "a", [sampleOrder("1001", NOW - 1000)], NOW);
  ids = { message: (await db.message.findFirstOrThrow()).id, order: (await db.order.findFirstOrThrow()).id };
});

const statusOf = async (route: unknown, { app }: typeof before, kind: TokenKind, extra = "", init: RequestInit = {}): Promise<number> => {
  const token = signToken(first, { kind, id: kind === "track" ? ids.order : ids.message, expiresAt: null, extra });
  const call = route as (args: object) => Promise<Response>;
  return ((await call({ request: new Request("http://localhost/", init), params: { token }, context: { app } }).catch((thrown: unknown) => thrown)) as Response).status;
};

test("links of years ago still lead where they led, after two changes of the secret; one whose secret is not named any more is gone", async () => {
  for (const [door, expected] of [[before, [200, 200, 200, 302]], [after, [200, 200, 200, 302]], [forgetful, [404, 404, 404, 404]]] as const) {
    expect([await statusOf(tracking, door, "track"), await statusOf(preferences, door, "preferences"), await statusOf(survey, door, "survey", "rating=5"), await statusOf(click, door, "click", "https://example.com/")]).toEqual(expected);
  }
});

test("the unsubscribe button of an old mail works after a rotation", async () => {
  const init = { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) };
  expect([await statusOf(unsubscribe, forgetful, "preferences", "", init), await db.event.count({ where: { type: "consent.withdrawn" } })]).toEqual([404, 0]);
  expect([await statusOf(unsubscribe, after, "preferences", "", init), await db.event.count({ where: { type: "consent.withdrawn" } })]).toEqual([200, 1]);
});

test("who is signed in stays so, and what is signed anew is signed with the newest", async () => {
  const visitor = { shopId: "a", person: "owner", role: "owner" } as const;
  const cookieOf = async ({ app }: typeof before): Promise<Request> => new Request("http://localhost/app", { headers: { cookie: (await signInCookie(app, visitor)).split(";")[0] ?? "" } });
  expect(await visitorOf(after.app, await cookieOf(before))).toEqual(visitor);
  expect(await visitorOf(forgetful.app, await cookieOf(before))).toBeNull();
  expect(await visitorOf(before.app, await cookieOf(after))).toBeNull();
  expect(await visitorOf(forgetful.app, await cookieOf(after))).toEqual(visitor);
});
