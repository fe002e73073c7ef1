import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { FindOrderPage } from "../components/shopper/find-order-page.tsx";
import { shopFace } from "../components/shopper/shop-face.ts";
import { wordsIn } from "../components/shopper/words.ts";
import type { App } from "../context.ts";
import { chooseLanguage } from "../core/message/locale.ts";
import type { Shop } from "../core/shop.ts";
import { documentResponse, gone } from "../document.server.ts";
import { findOrder, visitorBehind } from "../find-order.server.ts";
import type { Asked } from "../find-order.server.ts";
import { findShop, findShopByDomain } from "../models/installed-shop.ts";
import { postedForm } from "../posted-form.server.ts";
import { PLAIN_HEADERS } from "../security-headers.server.ts";

/** "Find your order" in a shop's own pages at Shopify, at /apps/afterglow there: Shopify leads its visitors on to here. */
export async function loader({ request, context: { app } }: LoaderFunctionArgs) {
  return page(app, request, (await shopOf(app, request)).shop, null, null);
}

/** Leads to the order's page with its number and its buyer's address; every other answer is the same. */
export async function action({ request, context: { app, client = "" } }: ActionFunctionArgs) {
  const { shop, shopify } = await shopOf(app, request);
  const form = await postedForm(request);
  const asked = { number: textOf(form.get("number")), email: textOf(form.get("email")) };
  const found = await findOrder(app, shopify.proxy.tries, shop.id, visitorBehind(request.headers.get("x-forwarded-for"), client), asked);
  return found.kind === "found" ? redirect(found.link, { status: 303, headers: { "Cache-Control": "no-store", "Referrer-Policy": "no-referrer" } }) : page(app, request, shop, asked, found.kind);
}

/** By Shopify's signature alone: no token of the shop's is needed, and a dead one does no harm. */
async function shopOf(app: App, request: Request) {
  const { shopify } = app;
  if (!shopify) throw gone();
  const domain = shopify.proxy.shopOf(new URL(request.url));
  if (domain === null) throw new Response("Open this page in the shop it belongs to.\n", { status: 400, headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" } });
  const known = await findShopByDomain(app.db, "shopify", domain);
  const shop = known && (await findShop(app.db, known.id));
  if (!shop) throw gone();
  return { shop, shopify };
}

function page(app: App, request: Request, shop: Shop, asked: Asked | null, problem: "none" | "too_often" | null): Response {
  const lang = chooseLanguage(request.headers.get("accept-language")?.split(",")[0], shop.locale);
  const words = wordsIn(lang);
  const said = problem && (problem === "none" ? words.findNone : words.findTooOften);
  const status = problem === "too_often" ? 429 : 200;
  const answer = documentResponse(<FindOrderPage shop={shopFace(shop)} words={words} asked={asked} problem={said} />, { title: `${words.find} · ${shop.name}`, lang, status });
  // The form's answer leads from the shop's address to ours; and a browser that does not name itself is a stranger to some shops.
  answer.headers.set("Content-Security-Policy", (PLAIN_HEADERS["Content-Security-Policy"] ?? "").replace("form-action 'self'", `form-action 'self' ${new URL(app.url).origin}`));
  answer.headers.set("Referrer-Policy", "same-origin");
  return answer;
}

const textOf = (value: FormDataEntryValue | null): string => (typeof value === "string" ? value.trim().slice(0, 300) : "");
