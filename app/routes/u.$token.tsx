import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { PreferencesPage } from "../components/shopper/preferences-page.tsx";
import { shopFace } from "../components/shopper/shop-face.ts";
import { wordsIn } from "../components/shopper/words.ts";
import type { App } from "../context.ts";
import { chooseLanguage } from "../core/message/locale.ts";
import { readAnyToken } from "../core/shared/token.ts";
import { documentResponse, gone } from "../document.server.ts";
import { findCustomer } from "../models/customer.ts";
import { findMessageOfLink } from "../models/message.ts";
import { findShopEvenLeft } from "../models/installed-shop.ts";
import { postedForm } from "../posted-form.server.ts";
import { chooseMail, isOneClick, mailState } from "../preferences.server.ts";

/** What a customer receives by e-mail. Looking changes nothing. */
export async function loader({ request, params, context: { app } }: LoaderFunctionArgs) {
  const { message, profile, shop } = await recipientOf(app, params["token"]);
  const lang = chooseLanguage(message.locale, request.headers.get("accept-language")?.split(",")[0], shop.locale);
  const done = new URL(request.url).searchParams.has("done");
  const email = profile.email?.value ?? message.recipient;
  const words = wordsIn(lang);
  return documentResponse(<PreferencesPage words={words} shop={shopFace(shop)} email={email} state={mailState(profile)} done={done} />, { title: `${words.mail} · ${shop.name}`, lang });
}

/** Changes it: for a person by the page's form, for a mail program by one click (RFC 8058), which gets a bare 200. */
export async function action({ request, params, context: { app } }: ActionFunctionArgs) {
  const { message, profile, shop } = await recipientOf(app, params["token"]);
  const form = await postedForm(request);
  if (isOneClick(form)) {
    await chooseMail(app, shop.id, message.id, profile, false, "one-click unsubscribe");
    return new Response("Unsubscribed.\n", { headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" } });
  }
  const choice = form.get("choice");
  if (choice !== "stop" && choice !== "start") return redirect(`/u/${params["token"]}`, 303);
  await chooseMail(app, shop.id, message.id, profile, choice === "start", choice === "start" ? "preferences page" : "unsubscribe link");
  return redirect(`/u/${params["token"]}?done`, 303);
}

/** Also of a shop that has left: a person may say no for as long as we hold what was sent to them, and the shop may come back. */
async function recipientOf(app: App, text: string | undefined) {
  const token = readAnyToken(app, "preferences", text ?? "", app.now());
  const message = token && (await findMessageOfLink(app.db, token.id, true));
  const shop = message && (await findShopEvenLeft(app.db, message.shopId));
  const profile = shop && (await findCustomer(app.db, shop.id, message.profileId));
  if (!message || !shop || !profile) throw gone();
  return { message, shop, profile };
}
