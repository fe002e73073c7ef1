/** A platform's word that a shop is gone may come late, when the shop is connected again: then nothing is stopped or deleted. */
import { PlatformError } from "./core/event/platform-error.ts";
import { findConnection } from "./models/connection.ts";
import type { Database } from "./models/database.ts";
import type { ClaimedNotice } from "./models/notice.ts";
import { readShop } from "./models/shop.ts";
import type { Platforms } from "./platforms.server.ts";

export type LateNoticePorts = { readonly db: Database; readonly platforms: Pick<Platforms, "clientFor"> };

/** For the merchant. */
export const BACK = "This was about an earlier connection: the shop is connected again, so nothing was stopped or deleted.";

/** A platform may go on taking the credentials for a moment after the app was removed. */
const LOOKS = 3;

/**
 * Whether the shop that this says is gone is here again: connected after the platform said so, or known to the platform
 * by the credentials we hold. Where the platform cannot be asked, a shop is stopped (a visit connects it again), and
 * never deleted.
 *
 * @throws PlatformError when that cannot be known yet
 */
export async function isBack({ db, platforms }: LateNoticePorts, shopId: string, { notice, source, headers, attempts }: ClaimedNotice): Promise<boolean> {
  const connection = source === "platform" && !(await readShop(db, shopId)).left ? await findConnection(db, shopId) : null;
  if (!connection) return false;
  // shopify.dev, webhooks: when what is told happened, which may be long before it arrives.
  if (Date.parse(headers?.["x-shopify-triggered-at"] ?? "") < connection.connectedAt) return true;
  try {
    await (await platforms.clientFor(shopId)).about();
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    if (notice.kind === "uninstalled" || error.kind === "unauthorised" || error.kind === "unable") return false;
    throw error;
  }
  if (notice.kind === "uninstalled" && attempts < LOOKS) throw new PlatformError("unavailable", `shop ${shopId} is said to be gone, and its credentials still work`, "Your platform says that Afterglow was removed, but still lets it in. We look again in a moment.");
  return true;
}
