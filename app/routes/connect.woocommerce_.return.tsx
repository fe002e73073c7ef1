import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { ReactElement } from "react";
import { ConnectOutcomePage, ForeignBrowser } from "../components/connect/woocommerce-page.tsx";
import { browserOf } from "../connect-browser.server.ts";
import { disown, outcomeOf } from "../connect-woocommerce.server.ts";
import type { App } from "../context.ts";
import { documentResponse } from "../document.server.ts";
import { postedForm } from "../posted-form.server.ts";
import { signInCookie, visitorOf } from "../session.server.ts";

const START = "/connect/woocommerce";
/** Seconds; the store's message may still be on its way. */
const LOOK_AGAIN = "2";

/** The store sends the merchant back here. What the address claims proves nothing: what counts is whether the key came and was proved. */
export async function loader({ request, context: { app } }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const outcome = await outcomeOf(app, query.get("user_id") ?? "", await browserOf(app, request));
  if (outcome.kind === "connected" && outcome.renewed) return renewed(app, request, outcome);
  if (outcome.kind === "connected" && outcome.mine) {
    return redirect("/app", { headers: { "Set-Cookie": await signInCookie(app, { shopId: outcome.shopId, person: "owner", role: "owner" }) } });
  }
  if (outcome.kind === "connected") {
    return page("Your store is connected", <ConnectOutcomePage title="Your store is connected"><ForeignBrowser store={outcome.store} state={query.get("user_id") ?? ""} /></ConnectOutcomePage>);
  }
  if (outcome.kind === "failed") return page("Not connected", <ConnectOutcomePage title="Your store is not connected" again={`${START}?again&store=${encodeURIComponent(outcome.store)}`}><p>{outcome.reason}</p></ConnectOutcomePage>);
  if (outcome.kind === "unknown") return page("Begin again", <ConnectOutcomePage title="Please begin again" again={START}><p>Connecting a store takes one go of at most 15 minutes, and this one is over.</p></ConnectOutcomePage>);
  if (query.get("success") === "0") return page("Not connected", <ConnectOutcomePage title="You said no" again={START}><p>Nothing was connected, and Afterglow has no access to your store.</p></ConnectOutcomePage>);
  const waiting = page("Connecting", <ConnectOutcomePage title="Connecting your store …"><p>This page looks again by itself. If nothing happens within a minute, your host may block the message from your store: <a href={`${START}?again`}>connect with keys instead</a>.</p></ConnectOutcomePage>);
  waiting.headers.set("Refresh", LOOK_AGAIN);
  return waiting;
}

/** The owner, in whose browser the store said yes, says that it was somebody else who began. */
export async function action({ request, context: { app } }: ActionFunctionArgs) {
  const state = String((await postedForm(request)).get("user_id") ?? "");
  const gone = request.headers.get("sec-fetch-site") !== "cross-site" && (await disown(app, state));
  if (!gone) return page("Nothing was changed", <ConnectOutcomePage title="Nothing was changed"><p>This connection is older than 15 minutes, or is none. Disconnect the store in Afterglow, under Connection, or remove our key in WooCommerce, under Settings, Advanced, REST API.</p></ConnectOutcomePage>);
  return page("Disconnected", <ConnectOutcomePage title="Your store is being disconnected"><p>Whoever began is signed out, and what was read of your store is deleted. Remove the key called Afterglow in WooCommerce too, under Settings, Advanced, REST API.</p></ConnectOutcomePage>);
}

/** Approving signs nobody in to a shop that was here before; whoever is signed in to it already stays so. */
async function renewed(app: App, request: Request, { shopId, store }: { readonly shopId: string; readonly store: string }): Promise<Response> {
  if ((await visitorOf(app, request))?.shopId === shopId) return redirect("/app");
  return page("Connected again", (
    <ConnectOutcomePage title="Your store is connected again">
      <p>It was connected before, so for your safety approving it signs nobody in. Open Afterglow in one of these ways:</p>
      <div className="card">
        <p>In your store’s admin: WooCommerce, Afterglow, where our plugin is installed.</p>
        <p>With a sign-in link from whoever runs this installation.</p>
        <p>
          With <a href={`${START}?again&hand&store=${encodeURIComponent(store)}`}>a key made by hand</a> in WooCommerce.
        </p>
      </div>
      <p>Not you who began this? Nobody can see your shop by it. Remove the newest key called Afterglow in WooCommerce, under Settings, Advanced, REST API.</p>
    </ConnectOutcomePage>
  ));
}

function page(title: string, element: ReactElement): Response {
  return documentResponse(element, { title: `${title} · Afterglow` });
}
