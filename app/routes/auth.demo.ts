import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs } from "@remix-run/node";
import { findShop } from "../models/installed-shop.ts";
import { createSignIn, signInUrl } from "../models/sign-in.ts";
import { postedForm } from "../posted-form.server.ts";

/** In the demo anyone may open a shop: its customers are made up. Anywhere else this address does not exist. */
export async function action({ request, context: { app } }: ActionFunctionArgs) {
  if (!app.demo) throw new Response(null, { status: 404 });
  const shop = await findShop(app.db, String((await postedForm(request)).get("shop")));
  if (!shop) throw new Response(null, { status: 404 });
  const { pathname, search } = new URL(signInUrl(app, await createSignIn(app.db, shop.id, app.now()), null));
  return redirect(pathname + search, 303);
}

export function loader() {
  return redirect("/");
}
