import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { OrderPage } from "../components/shopper/order-page.tsx";
import { ARRIVED_WELL, orderView } from "../components/shopper/order-view.ts";
import { shopFace } from "../components/shopper/shop-face.ts";
import type { App } from "../context.ts";
import { HOUR } from "../core/shared/instant.ts";
import { readAnyToken } from "../core/shared/token.ts";
import { documentResponse, gone } from "../document.server.ts";
import { findCustomer } from "../models/customer.ts";
import { eventsOfOrder, findOrderOfLink } from "../models/order.ts";
import { findShop } from "../models/installed-shop.ts";
import { isLook, recordQuietly } from "../shopper.server.ts";
import { postedForm } from "../posted-form.server.ts";

/** The tracking page: one order as its buyer sees it. */
export async function loader({ request, params, context: { app } }: LoaderFunctionArgs) {
  const { order, shop } = await orderOf(app, params["token"]);
  const { profileId } = order;
  const events = profileId === null ? [] : await eventsOfOrder(app.db, shop.id, profileId, order.state.ref);
  const view = orderView(shop, order.state, events, request.headers.get("accept-language"), app.now());
  if (!view) throw gone();
  if (profileId !== null && isLook(request)) {
    // One view an hour and order is a fact; a refresh is not.
    const key = `page:${order.id}:tracking:${Math.floor(app.now() / HOUR)}`;
    await recordQuietly(app, shop.id, profileId, { key, type: "page.viewed", at: app.now(), data: { page: "tracking", orderRef: order.state.ref } });
  }
  return documentResponse(<OrderPage order={view} shop={shopFace(shop)} />, { title: `${view.number} · ${shop.name}`, lang: view.lang });
}

/** "Did everything arrive well?" */
export async function action({ request, params, context: { app } }: ActionFunctionArgs) {
  const { order, shop } = await orderOf(app, params["token"]);
  const answer = (await postedForm(request)).get("answer");
  const profile = order.profileId && (await findCustomer(app.db, shop.id, order.profileId));
  if ((answer === "yes" || answer === "no") && profile) {
    const key = `survey:${order.id}:${ARRIVED_WELL}:${answer}`;
    const data = { question: ARRIVED_WELL, answer, orderRef: order.state.ref };
    await app.record(shop.id, [{ profileId: profile.id, event: { key, type: "survey.answered", at: app.now(), data } }]);
  }
  return redirect(`/t/${params["token"]}#arrived`, 303);
}

async function orderOf(app: App, text: string | undefined) {
  const token = readAnyToken(app, "track", text ?? "", app.now());
  const order = token && (await findOrderOfLink(app.db, token.id));
  const shop = order && (await findShop(app.db, order.shopId));
  if (!order || !shop) throw gone();
  return { order, shop };
}
