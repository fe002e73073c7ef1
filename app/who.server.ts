/** The one seam that answers who is asking. Pages call `requireWho` and know nothing of cookies or session tokens. */
import { redirect } from "@remix-run/node";
import type { AppLoadContext } from "@remix-run/node";
import type { App } from "./context.ts";
import type { Shop } from "./core/shop.ts";
import { embedDoor } from "./embedded.server.ts";
import { findShop } from "./models/installed-shop.ts";
import { visitorOf } from "./session.server.ts";
import type { Visitor } from "./session.server.ts";
import { shopifyDoor } from "./shopify-door.server.ts";

export type Who = Visitor & {
  readonly shop: Shop;
  /** Inside a platform's own admin, which then draws the frame around us. */
  readonly embedded: boolean;
};

/** One way to be recognised. It returns null when the request does not come through it, and throws the Response of one that does, but is not let in. */
export type Door = (request: Request, app: App) => Promise<(Visitor & { readonly embedded: boolean }) | null>;

const cookieDoor: Door = async (request, app) => {
  const visitor = await visitorOf(app, request);
  return visitor && { ...visitor, embedded: false };
};

/** Tried in turn. A platform's proof comes before a cookie: the same browser may be signed in to another shop. */
const DOORS: readonly Door[] = [shopifyDoor, embedDoor, cookieDoor];

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
  if (request.method === "GET" || request.method === "HEAD") throw redirect(isFramed(request) ? comeBack(request.url) : "/sign-in");
  throw new Response("Sign in first.", { status: 401 });
}

/** A page that was reloaded inside a platform's frame: its script, and no cookie, remembers who is there. */
function isFramed(request: Request): boolean {
  return ["iframe", "frame"].includes(request.headers.get("sec-fetch-dest") ?? "");
}

function comeBack(url: string): string {
  const { pathname, search } = new URL(url);
  return `/auth/embedded?to=${encodeURIComponent(pathname + search)}`;
}
