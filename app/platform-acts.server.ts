/** What journeys do in the shop itself, through its platform: codes and tags. Each may be done twice: the second time changes nothing. */
import { connectorFor } from "#connectors/registry.ts";
import { CATALOG } from "./core/journey/catalog/index.ts";
import type { PlatformClient } from "./core/event/platform-client.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import { nextAttemptAt } from "./core/message/backoff.ts";
import type { Instant } from "./core/shared/instant.ts";
import { customerAtPlatform } from "./models/account-of.ts";
import type { AtPlatform } from "./models/account-of.ts";
import type { ActionUpdate, ClaimedAction } from "./models/action-outbox.ts";
import { findConnection, markConnection } from "./models/connection.ts";
import type { Database } from "./models/database.ts";
import { plainSql } from "./models/plain-sql.ts";
import { readShop } from "./models/shop.ts";
import type { Platforms } from "./platforms.server.ts";

type Outcome = Omit<ActionUpdate, "id">;
type PlatformAct = Extract<ClaimedAction["action"], { do: "discount_code" | "tag" }>;

export type PlatformActPorts = { readonly db: Database; readonly platforms: Pick<Platforms, "clientFor">; readonly now: () => Instant; readonly onError: (what: string, error: unknown) => void };

/** What cannot be done in a shop that is not connected to its platform (the demo's) is kept, and says so. */
const NOT_CONNECTED = {
  tag: "Recorded only: this shop is not connected to its platform, so no tag was set.",
  discount_code: "Recorded only: this shop is not connected to its platform. Create this code by hand before it is used.",
};
const GONE = "The customer's data was erased.";
const OUR_FAULT = "This could not be done because of a fault on our side. It is tried again.";

/** Whether an action is done in the shop, and not by us or by a person. */
export function isPlatformAct(action: ClaimedAction["action"]): action is PlatformAct {
  return action.do === "discount_code" || action.do === "tag";
}

/** Does one action in the shop; what went wrong is told in the outcome. */
export async function actInShop(ports: PlatformActPorts, shopId: string, claimed: ClaimedAction & { readonly action: PlatformAct }): Promise<Outcome> {
  const { db, now } = ports;
  const { action } = claimed;
  const connection = await findConnection(db, shopId);
  if (!connection) return settled("recorded", NOT_CONNECTED[action.do]);
  const { platform } = await readShop(db, shopId);
  const unable = connectorFor(platform)?.unable[action.do];
  if (unable) return cannot(action, unable);
  const customer = await customerAtPlatform(db, shopId, claimed.profileId);
  if (!customer) return settled("failed", GONE);
  if (action.do === "tag" && customer.ref === null) return settled("recorded", "Recorded only: this customer ordered as a guest and has no account in your shop that a tag could be set on.");
  try {
    await perform(await ports.platforms.clientFor(shopId), claimed, customer);
    if (connection.status === "broken") await markConnection(plainSql(db), shopId, null);
    return settled("done", null);
  } catch (error) {
    return afterError(ports, shopId, claimed, error, now());
  }
}

async function perform(client: PlatformClient, { action, made, journey }: ClaimedAction & { readonly action: PlatformAct }, { ref, email }: AtPlatform): Promise<void> {
  if (action.do === "tag") return ref === null ? undefined : client.tagCustomer(ref, action.tag);
  if (made === null) throw new Error("a code was asked for and none was made");
  // No message says how long a code is good for, so it has no end.
  await client.createDiscountCode({ code: made, percent: action.percent, endsAt: null, customerRef: ref, email, title: `Afterglow: ${CATALOG.find(({ key }) => key === journey)?.name ?? journey}` });
}

async function afterError({ db, onError }: PlatformActPorts, shopId: string, claimed: ClaimedAction & { readonly action: PlatformAct }, error: unknown, now: Instant): Promise<Outcome> {
  const known = error instanceof PlatformError ? error : null;
  onError(`action ${claimed.action.do} of shop ${shopId}`, error);
  if (known?.kind === "unable") return cannot(claimed.action, known.forMerchant);
  if (known?.kind === "unauthorised") await markConnection(plainSql(db), shopId, known.forMerchant);
  const reason = known?.forMerchant ?? OUR_FAULT;
  const next = !known || known.passes || known.kind === "unauthorised" ? nextAttemptAt(claimed.attempts, now) : null;
  return next === null ? settled("failed", reason) : { status: "pending", reason, retryAt: Math.max(next, now + (known?.retryAfterMs ?? 0)) };
}

/** A tag that cannot be set harms nobody. A code that a message is to name and no checkout takes does: its message is dropped. */
function cannot({ do: kind }: PlatformAct, reason: string): Outcome {
  return settled(kind === "tag" ? "recorded" : "failed", reason);
}

function settled(status: ActionUpdate["status"], reason: string | null): Outcome {
  return { status, reason, retryAt: null };
}
