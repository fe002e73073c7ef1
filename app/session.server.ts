import { createCookieSessionStorage } from "@remix-run/node";
import type { SessionStorage } from "@remix-run/node";
import type { App } from "./context.ts";
import { MINUTE } from "./core/shared/instant.ts";
import { findConnection } from "./models/connection.ts";

export type Visitor = { readonly shopId: string; readonly person: string; readonly role: "owner" | "staff" };
/** What the cookie holds; `at` is when the visitor signed in. */
type Held = Visitor & { readonly at: number };

/** Processes' clocks differ. */
const SKEW_MS = MINUTE;

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** The signed cookie of the standalone admin. Cross-site posts come without it (SameSite), so it needs no form tokens. */
export function sessions(app: Pick<App, "secret" | "formerSecrets" | "url">): SessionStorage<Held> {
  return createCookieSessionStorage<Held>({
    cookie: {
      name: "afterglow_session",
      httpOnly: true,
      sameSite: "lax",
      path: "/",
      maxAge: THIRTY_DAYS,
      secure: app.url.startsWith("https:"),
      // Not the bare secret: a cookie's signature must never be worth anything as a link's.
      secrets: [app.secret, ...app.formerSecrets].map((secret) => `session:${secret}`),
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
  session.set("at", app.now());
  return storage.commitSession(session);
}

/** The Set-Cookie header that signs the visitor of this request out. */
export async function signOutCookie(app: App, request: Request): Promise<string> {
  const storage = sessions(app);
  return storage.destroySession(await storage.getSession(request.headers.get("cookie")));
}

/** Who the cookie says is asking; null without a cookie of ours, or with one from before the shop left and came back: that may be another's by now. */
export async function visitorOf(app: App, request: Request): Promise<Visitor | null> {
  const session = await sessions(app).getSession(request.headers.get("cookie"));
  const [shopId, person, role, at] = [session.get("shopId"), session.get("person"), session.get("role"), session.get("at")];
  if (!shopId || !person || !role) return null;
  const connection = await findConnection(app.db, shopId);
  return connection && (at ?? 0) + SKEW_MS < connection.connectedAt ? null : { shopId, person, role };
}
