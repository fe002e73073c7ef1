/** The first page of our app in Wix's dashboard: whoever opens it is known by Wix's signature, and their site is connected. */
import { z } from "zod";
import type { App } from "./context.ts";
import { PlatformError } from "./core/event/platform-error.ts";
import { enterEmbedded } from "./embedded.server.ts";
import { grantedAtInstall } from "./introduce.server.ts";

const Guest = z.object({ instanceId: z.string(), person: z.string(), role: z.enum(["owner", "staff"]) });

/**
 * Proves the dashboard's signed `instance`, connects the site it is for (again), and leads into the admin. Each visit renews
 * what is known of the site; the same site is never two shops.
 *
 * @throws PlatformError when it is not proved, or Wix cannot be asked
 */
export async function enterFromWix(app: Pick<App, "platforms" | "secret" | "now">, instance: string): Promise<Response> {
  let kept: unknown = null;
  const scopes = grantedAtInstall("wix");
  const client = await app.platforms.trial("wix", "", { instance }, scopes, async (credentials) => void (kept = credentials));
  const facts = await client.about();
  const { instanceId, person, role } = Guest.parse(kept);
  const { shopId } = await app.platforms.install({ platform: "wix", facts, credentials: { instanceId }, scopes });
  return enterEmbedded(app, { shopId, person, role, platform: "wix" });
}

/** What the merchant sees when it did not work, and whether anybody else is to blame. */
export function refusalOf(error: unknown): { readonly status: 401 | 403 | 404 | 503; readonly says: string } | null {
  if (!(error instanceof PlatformError)) return null;
  const status = error.kind === "unauthorised" ? 401 : error.kind === "forbidden" ? 403 : error.kind === "unable" ? 404 : 503;
  return { status, says: error.forMerchant };
}
