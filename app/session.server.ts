import { createCookieSessionStorage } from "@remix-run/node";
import type { SessionStorage } from "@remix-run/node";
import type { App } from "./context.ts";

export type Visitor = { readonly shopId: string; readonly person: string; readonly role: "owner" | "staff" };

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** The signed cookie of the standalone admin. Cross-site posts come without it (SameSite), so it needs no form tokens. */
export function sessions(app: Pick<App, "secret" | "url">): SessionStorage<Visitor> {
  return createCookieSessionStorage<Visitor>({
    cookie: {
      name: "afterglow_session",
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      maxAge: THIRTY_DAYS,
      secure: app.url.startsWith("https:"),
      // Not the bare secret: a cookie's signature must never be worth anything as a link's.
      secrets: [`session:${app.secret}`],
    },
  });
}

/** The Set-Cookie header that signs a visitor in. */
export async function signInCookie(app: App, visitor: Visitor): Promise<string> {
  const storage = sessions(app);
  const session = await storage.getSession();
  session.set("shopId", visitor.shopId);
  session.set("person", visitor.person);
  session.set("role", visitor.role);
  return storage.commitSession(session);
}

/** The Set-Cookie header that signs the visitor of this request out. */
export async function signOutCookie(app: App, request: Request): Promise<string> {
  const storage = sessions(app);
  return storage.destroySession(await storage.getSession(request.headers.get("cookie")));
}

/** Who the cookie says is asking; null without a cookie of ours. */
export async function visitorOf(app: App, request: Request): Promise<Visitor | null> {
  const session = await sessions(app).getSession(request.headers.get("cookie"));
  const [shopId, person, role] = [session.get("shopId"), session.get("person"), session.get("role")];
  return shopId && person && role ? { shopId, person, role } : null;
}
