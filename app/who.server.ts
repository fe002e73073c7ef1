/** The one seam that answers who is asking. Pages call `requireWho` and know nothing of cookies or session tokens. */
import { redirect } from "@remix-run/node";
import type { AppLoadContext } from "@remix-run/node";
import type { App } from "./context.ts";
import type { Shop } from "./core/shop.ts";
import { findShop } from "./models/installed-shop.ts";
import { visitorOf } from "./session.server.ts";
import type { Visitor } from "./session.server.ts";

export type Who = Visitor & {
  readonly shop: Shop;
  /** Inside a platform's own admin, which then draws the frame around us. */
  readonly embedded: boolean;
};

/** One way to be recognised. It returns null when the request does not come through it. */
type Door = (request: Request, app: App) => Promise<(Visitor & { readonly embedded: boolean }) | null>;

const cookieDoor: Door = async (request, app) => {
  const visitor = await visitorOf(app, request);
  return visitor && { ...visitor, embedded: false };
};

/** Tried in turn. A platform's session token is one more entry here. */
const DOORS: readonly Door[] = [cookieDoor];

/**
 * Who is asking.
 * @throws Response a redirect to the sign-in page, or 401 where a redirect would lose what was posted
 */
export async function requireWho(request: Request, { app }: AppLoadContext): Promise<Who> {
  for (const door of DOORS) {
    const visitor = await door(request, app);
    const shop = visitor && (await findShop(app.db, visitor.shopId));
    if (visitor && shop) return { ...visitor, shop };
  }
  if (request.method === "GET" || request.method === "HEAD") throw redirect("/sign-in");
  throw new Response("Sign in first.", { status: 401 });
}
