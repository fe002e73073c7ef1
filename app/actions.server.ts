/** Does what journeys ask to be done outside. */
import { createHmac } from "node:crypto";
import { postWebhook } from "./channels/webhook/post.ts";
import type { WebhookOptions } from "./channels/webhook/post.ts";
import { nextAttemptAt } from "./core/message/backoff.ts";
import { formatInstant, MINUTE } from "./core/shared/instant.ts";
import { claimActions, settleAction } from "./models/action-outbox.ts";
import type { ActionUpdate, ClaimedAction } from "./models/action-outbox.ts";
import { plainSql } from "./models/plain-sql.ts";
import { actInShop, isPlatformAct } from "./platform-acts.server.ts";
import type { PlatformActPorts } from "./platform-acts.server.ts";

const AT_ONCE = 10;
/** Longer than calls usually take; what outlasts it is begun a second time, which does no harm. */
const LEASE_MS = 5 * MINUTE;

const NO_PROGRAMME = "Recorded only: no loyalty programme is connected, so nobody was signed up.";

export type ActionPorts = PlatformActPorts & { readonly appSecret: string; readonly webhooks?: WebhookOptions };

/** The secret that a shop's outgoing webhooks are signed with. */
export function webhookSecret(appSecret: string, shopId: string): string {
  return createHmac("sha256", appSecret).update(`outgoing webhooks|${shopId}`).digest("hex");
}

/** Does the actions of a shop that are due; returns how many were taken. */
export function actionPerformer(ports: ActionPorts): (shopId: string) => Promise<number> {
  const { db, now } = ports;
  const sql = plainSql(db);
  return async (shopId) => {
    const claimed = await claimActions(sql, shopId, now(), AT_ONCE, LEASE_MS);
    const perform = async (action: ClaimedAction): Promise<void> => settleAction(sql, shopId, { id: action.id, ...(await outcomeOf(ports, shopId, action)) }, now());
    const [inShop, others] = [claimed.filter(({ action }) => isPlatformAct(action)), claimed.filter(({ action }) => !isPlatformAct(action))];
    // One after another: a platform counts its calls, and two at once may each make what both need.
    const oneByOne = async (): Promise<void> => {
      for (const action of inShop) await perform(action);
    };
    await Promise.all([oneByOne(), ...others.map(perform)]);
    return claimed.length;
  };
}

async function outcomeOf(ports: ActionPorts, shopId: string, claimed: ClaimedAction): Promise<Omit<ActionUpdate, "id">> {
  const settled = (status: ActionUpdate["status"], reason: string | null): Omit<ActionUpdate, "id"> => ({ status, reason, retryAt: null });
  const { action } = claimed;
  if (isPlatformAct(action)) return actInShop(ports, shopId, { ...claimed, action });
  if (action.do === "loyalty_join") return settled("recorded", NO_PROGRAMME);
  if (action.do !== "webhook") return settled("done", null);
  const body = JSON.stringify({
    id: claimed.id, type: "journey.action", shop: shopId, journey: claimed.journey, enrollment: claimed.enrollmentId, customer: claimed.profileId, order: claimed.orderRef, at: formatInstant(claimed.createdAt),
  });
  const outcome = await postWebhook({ url: action.url, id: claimed.id, body, secret: webhookSecret(ports.appSecret, shopId) }, ports.webhooks);
  if (outcome.kind === "sent") return settled("done", null);
  const retryAt = outcome.kind === "failed" ? null : nextAttemptAt(claimed.attempts, ports.now());
  return retryAt === null ? settled("failed", outcome.reason) : { status: "pending", reason: outcome.reason, retryAt };
}
