/** The signed `instance` that Wix's dashboard puts into our page's address: who opens it, and on which site. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { AppKeys, Reach } from "#app/core/event/platform-client.ts";
import { PlatformError } from "#app/core/event/platform-error.ts";
import { parseInstant, MINUTE } from "#app/core/shared/instant.ts";
import { call } from "#connectors/shared/http.ts";
import { read, WIX } from "./api.ts";
import { asObject } from "./jwt.ts";

/** The dashboard signs when it is loaded, and our frame in it may be opened a little later. */
const LASTS_MS = 10 * MINUTE;
const SKEW_MS = MINUTE;

const Payload = z.object({ instanceId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/), appDefId: z.string().optional(), signDate: z.string(), uid: z.string().min(1).max(100).nullish(), siteOwnerId: z.string().nullish(), permissions: z.string().nullish() });

export type Guest = { readonly instanceId: string; readonly person: string; readonly role: "owner" | "staff" };

/**
 * Proves it twice: by our own check of its signature and age, and by Wix's Token Info, which knows whether the app is still
 * there (dev.wix.com, "Identify the app instance in backend"). Visitors of the site get signed instances too, without the
 * owner's permission: those do not come in.
 *
 * @throws PlatformError
 */
export async function proveTicket(reach: Reach, keys: AppKeys, ticket: string): Promise<Guest> {
  const payload = checkedPayload(ticket, keys.secret);
  if (!payload || (payload.appDefId !== undefined && payload.appDefId !== keys.id)) throw refused("the signed instance is not of this app", "This page was not opened from your Wix dashboard. Open Afterglow there.");
  const signedAt = parseInstant(payload.signDate);
  if (signedAt === null || signedAt + LASTS_MS <= reach.now() || signedAt - SKEW_MS > reach.now()) throw refused("the signed instance has expired", "This page was opened too long ago. Reload your Wix dashboard.");
  if (!payload.uid || !payload.permissions?.split(",").includes("OWNER")) throw new PlatformError("forbidden", "the signed instance is not of an owner", "Only people who manage the site may open Afterglow.");
  const answer = await call(reach, { method: "POST", url: `${WIX}/oauth2/token-info`, headers: { "content-type": "application/json", accept: "application/json" }, body: JSON.stringify({ token: ticket }) });
  if (answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 408) throw refused(`oauth2/token-info answered ${answer.status}`, "Wix does not know this page's address any more. Reload your Wix dashboard.");
  const info = read(answer, "/oauth2/token-info", reach.now());
  if (info["instanceId"] !== payload.instanceId || info["active"] === false) throw refused("oauth2/token-info is of another instance", "Wix does not know this page's address any more. Reload your Wix dashboard.");
  return { instanceId: payload.instanceId, person: `wix:${payload.uid}`, role: !payload.siteOwnerId || payload.siteOwnerId === payload.uid ? "owner" : "staff" };
}

function checkedPayload(ticket: string, secret: string): z.infer<typeof Payload> | null {
  const [, mac = "", body = ""] = /^([A-Za-z0-9_-]{43})=?\.([A-Za-z0-9_-]{1,8000}={0,2})$/.exec(ticket) ?? [];
  const [given, right] = [Buffer.from(mac, "base64url"), createHmac("sha256", secret).update(body).digest()];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const checked = Payload.safeParse(asObject(Buffer.from(body, "base64url").toString("utf8")));
  return checked.success ? checked.data : null;
}

const refused = (message: string, forMerchant: string): PlatformError => new PlatformError("unauthorised", message, forMerchant);
