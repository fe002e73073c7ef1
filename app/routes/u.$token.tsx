import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PreferencesPage } from "../components/shopper/preferences-page.tsx";
import { shopFace } from "../components/shopper/shop-face.ts";
import { ShopperError } from "../components/shopper/shopper-error.tsx";
import { wordsIn } from "../components/shopper/words.ts";
import type { App } from "../context.ts";
import { chooseLanguage } from "../core/message/locale.ts";
import { readToken } from "../core/shared/token.ts";
import { findCustomer } from "../models/customer.ts";
import { findMessageOfLink } from "../models/message.ts";
import { findShop } from "../models/installed-shop.ts";
import { chooseMail, isOneClick, mailState, postedForm } from "../preferences.server.ts";
import { gone } from "../shopper.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.words.mail} · ${data.shop.name}` : "Not available" }];

export async function loader({ request, params, context: { app } }: LoaderFunctionArgs) {
  const { message, profile, shop } = await recipientOf(app, params["token"]);
  const lang = chooseLanguage(message.locale, request.headers.get("accept-language")?.split(",")[0], shop.locale);
  const done = new URL(request.url).searchParams.has("done");
  const email = profile.email?.value ?? message.recipient;
  return { lang, words: wordsIn(lang), shop: shopFace(shop), email, state: mailState(profile), done };
}

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

async function recipientOf(app: App, text: string | undefined) {
  const token = readToken(app.secret, "preferences", text ?? "", app.now());
  const message = token && (await findMessageOfLink(app.db, token.id));
  const shop = message && (await findShop(app.db, message.shopId));
  const profile = shop && (await findCustomer(app.db, shop.id, message.profileId));
  if (!message || !shop || !profile) throw gone();
  return { message, shop, profile };
}

export default function Preferences() {
  return <PreferencesPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = ShopperError;
