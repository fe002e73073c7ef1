import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { ConnectWooCommercePage } from "../components/connect/woocommerce-page.tsx";
import { markBrowser } from "../connect-browser.server.ts";
import { beginConnect, connectByHand } from "../connect-woocommerce.server.ts";
import type { Problem } from "../connect-woocommerce.server.ts";
import type { App } from "../context.ts";
import { callingOut } from "../call-out.server.ts";
import { documentResponse } from "../document.server.ts";
import { postedForm } from "../posted-form.server.ts";
import { signInCookie, visitorOf } from "../session.server.ts";

const TOO_MANY: Problem = { field: "store", text: "Too many stores were looked for from here. Wait ten minutes, then try again." };

type Values = { readonly store: string; readonly consumer_key: string };

/** Our plugin leads here with `?store=`, and the merchant's next click is Approve; one who is signed in to a shop already is asked first. */
export async function loader({ request, context: { app, client = "" } }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const values = { store: (query.get("store") ?? "").slice(0, 300), consumer_key: "" };
  const straight = request.method === "GET" && values.store !== "" && !query.has("again") && (await visitorOf(app, request)) === null;
  return straight ? begin(app, client, request, values) : page(values, null, query.has("hand"));
}

/** Begins with the address alone, or connects with keys made by hand. */
export async function action({ request, context: { app, client = "" } }: ActionFunctionArgs) {
  // Another site must not connect this browser to a shop of its own choice.
  if (request.headers.get("sec-fetch-site") === "cross-site") return page({ store: "", consumer_key: "" }, null, false);
  const form = await postedForm(request);
  const text = (name: string): string => String(form.get(name) ?? "").slice(0, 400);
  const values = { store: text("store"), consumer_key: text("consumer_key") };
  if (form.get("by") !== "hand") return begin(app, client, request, values);
  const connected = await callingOut(app, client, () => connectByHand(app, values.store, values.consumer_key, text("consumer_secret")));
  if (!connected) return page(values, TOO_MANY, true);
  if ("problem" in connected) return page(values, connected.problem, true);
  return redirect("/app", { status: 303, headers: { "Set-Cookie": await signInCookie(app, { shopId: connected.shopId, person: "owner", role: "owner" }) } });
}

async function begin(app: App, client: string, request: Request, values: Values): Promise<Response> {
  const { browser, header } = await markBrowser(app, request);
  const begun = await callingOut(app, client, () => beginConnect(app, values.store, browser));
  if (!begun) return page(values, TOO_MANY, false);
  return "problem" in begun ? page(values, begun.problem, false) : redirect(begun.to, { status: 303, headers: { "Set-Cookie": header, "Referrer-Policy": "no-referrer" } });
}

function page(values: Values, problem: Problem | null, byHand: boolean): Response {
  const response = documentResponse(<ConnectWooCommercePage values={values} problem={problem} byHand={byHand} />, { title: "Connect your WooCommerce store · Afterglow", status: problem === TOO_MANY ? 429 : problem ? 422 : 200 });
  // The form's answer leads on to the store, which browsers count as a target of the form.
  const policy = response.headers.get("Content-Security-Policy") ?? "";
  response.headers.set("Content-Security-Policy", policy.replace("form-action 'self'", "form-action 'self' https: http:"));
  return response;
}
