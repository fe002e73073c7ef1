/** Acts on what platforms and merchants say of shops and of people's rights: kept first, done after, tried again until it is. */
import { connectorFor } from "#connectors/registry.ts";
import { nextAttemptAt } from "./core/message/backoff.ts";
import { isGranted } from "./core/event/granted.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import { HOUR, MINUTE } from "./core/shared/instant.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { Forgetting } from "./forget.server.ts";
import { keepScopes } from "./models/connection.ts";
import { BACK, isBack } from "./late-notice.server.ts";
import type { Database } from "./models/database.ts";
import { claimNotice, renewNotice, settleNotice } from "./models/notice.ts";
import type { ClaimedNotice } from "./models/notice.ts";
import { plainSql } from "./models/plain-sql.ts";
import { wakePulls } from "./models/pull.ts";
import { readShop } from "./models/shop.ts";
import type { Platforms } from "./platforms.server.ts";

/** Longer than a step of the largest of them takes; each step renews it. */
const LEASE_MS = 15 * MINUTE;

export type NoticePorts = {
  readonly db: Database;
  readonly platforms: Pick<Platforms, "refresh" | "clientFor">;
  readonly forget: Forgetting;
  /** Asks the platform what the shop pays for; left out where no platform bills. */
  readonly refreshPlan?: (shopId: string) => Promise<void>;
  readonly now: () => Instant;
  readonly onError: (what: string, error: unknown) => void;
};

/** Acts on one notice of a shop, which may have left; false when none is due. */
export function noticePerformer(ports: NoticePorts): (shopId: string) => Promise<boolean> {
  const sql = plainSql(ports.db);
  return async (shopId) => {
    const { now } = ports;
    const claimed = await claimNotice(sql, shopId, now(), now() + LEASE_MS);
    if (!claimed) return false;
    try {
      const reason = await perform(ports, shopId, claimed);
      await settleNotice(sql, shopId, claimed.id, { status: "done", reason, retryAt: null }, now());
    } catch (error) {
      if (!(error instanceof PlatformError)) ports.onError(`notice ${claimed.notice.kind} of shop ${shopId}`, error);
      const reason = error instanceof PlatformError ? error.forMerchant : "This could not be done because of a fault on our side. It is tried again.";
      // A person's right is never given up.
      await settleNotice(sql, shopId, claimed.id, { status: "pending", reason, retryAt: nextAttemptAt(claimed.attempts, now()) ?? now() + HOUR }, now());
    }
    return true;
  };
}

/** @returns what was done, for the merchant */
async function perform(ports: NoticePorts, shopId: string, claimed: ClaimedNotice): Promise<string | null> {
  const { db, platforms, forget, refreshPlan, now } = ports;
  const { id, notice, source } = claimed;
  const sql = plainSql(db);
  const pace = (): Promise<void> => renewNotice(sql, shopId, id, now() + LEASE_MS);
  switch (notice.kind) {
    case "pull_ready":
      await wakePulls(sql, shopId, now());
      return null;
    case "shop_changed":
      // What a shop that left is called now is no longer ours to ask.
      if (!(await readShop(sql, shopId)).left) await platforms.refresh(shopId);
      return null;
    case "plan_changed":
      if (!(await readShop(sql, shopId)).left) await refreshPlan?.(shopId);
      return null;
    case "scopes_changed":
      return noteScopes(db, shopId, notice.scopes);
    case "uninstalled":
      if (await isBack(ports, shopId, claimed)) return BACK;
      await forget.uninstall(shopId, source);
      return "Everything was stopped, and the credentials were deleted.";
    case "erase_shop":
      if (await isBack(ports, shopId, claimed)) return BACK;
      await forget.eraseShop(shopId, pace);
      return null;
    case "erase_person":
      await forget.erasePerson(shopId, notice.person, pace);
      return "Everything held of this person was erased.";
    case "export_person": {
      const found = await forget.exportPerson(shopId, id, notice.person, notice.requestRef);
      return found ? "A task was set: open it to download the person's data." : "Nothing is held of this person.";
    }
  }
}

/** Keeps what the shop grants now. @returns what is missing, for the merchant */
async function noteScopes(db: Database, shopId: string, scopes: readonly string[]): Promise<string | null> {
  const shop = await readShop(db, shopId);
  const missing = (connectorFor(shop.platform)?.scopes ?? []).filter(({ name }) => !isGranted(name, scopes));
  const sentence = missing.length === 0 ? null : `Afterglow may no longer do all it needs to (${missing.map(({ name }) => name).join(", ")}). Open Afterglow in your shop's admin and allow it again.`;
  await keepScopes(plainSql(db), shopId, scopes, sentence);
  return sentence;
}
