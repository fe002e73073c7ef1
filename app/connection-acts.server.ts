import { enterAdobe } from "./adobe-events.server.ts";
import type { App } from "./context.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import { newKey } from "./new-key.server.ts";
import { askToLeave, changeCatchUpMinutes, changeKey } from "./models/connection-page.ts";
import type { ShopKey } from "./models/connection-page.ts";

/** What came of it, in a sentence; `fresh` is a new key, which is told this once. */
export type ConnectionResult = { readonly said: string; readonly failed: boolean; readonly fresh: { readonly which: ShopKey; readonly key: string } | null };

/** Does what was pressed on the page about the connection. @throws Response 400 for anything that page has no button for */
export async function actOnConnection(app: App, shopId: string, form: FormData): Promise<ConnectionResult> {
  const act = String(form.get("do") ?? "");
  try {
    return await perform(app, shopId, act, form);
  } catch (error) {
    if (error instanceof Response) throw error;
    if (error instanceof PlatformError) return { said: error.forMerchant, failed: true, fresh: null };
    throw error;
  }
}

async function perform(app: App, shopId: string, act: string, form: FormData): Promise<ConnectionResult> {
  const done = (said: string): ConnectionResult => ({ said, failed: false, fresh: null });
  switch (act) {
    case "check":
      await app.platforms.listen(shopId);
      return done("The webhooks were checked.");
    case "past":
      await app.platforms.backfill(shopId);
      return done("Your past is being read. What is already here does not come twice.");
    case "changes":
      await app.platforms.catchUp(shopId);
      return done("Afterglow is looking for changes.");
    case "pace": {
      const changed = await changeCatchUpMinutes(app.db, shopId, Number(form.get("minutes")));
      return changed ? done("Saved.") : { said: "Choose one of the times in the list.", failed: true, fresh: null };
    }
    case "adobe":
      return { ...(await enterAdobe(app, shopId, String(form.get("client") ?? ""), String(form.get("keys") ?? "").slice(0, 20_000))), fresh: null };
    case "key_api":
      return freshKey(app, shopId, "api", "API key");
    case "key_write":
      return freshKey(app, shopId, "write", "write key");
    case "leave":
      await askToLeave(app.db, shopId, crypto.randomUUID(), app.now());
      return done("Your store is being disconnected. Nothing more is sent.");
    default:
      throw new Response("There is no such thing to do.", { status: 400 });
  }
}

async function freshKey(app: App, shopId: string, which: ShopKey, words: string): Promise<ConnectionResult> {
  const key = newKey(which === "api" ? "ag" : "agw");
  await changeKey(app.db, shopId, which, key);
  return { said: `A new ${words} was made.`, failed: false, fresh: { which, key } };
}
