import type { ActionFunctionArgs } from "@remix-run/node";
import { callingOut } from "../call-out.server.ts";
import { keepActivation } from "../connect-magento.server.ts";
import { postedForm } from "../posted-form.server.ts";

/** Four short fields. */
const MOST_BYTES = 10_000;

/** The integration's callback URL: the store's server posts here, waits five seconds and follows no redirect. */
export async function action({ request, context: { app, client = "" } }: ActionFunctionArgs) {
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  if (request.method !== "POST") return new Response("POST only.\n", { status: 405, headers });
  if (Number(request.headers.get("content-length") ?? Infinity) > MOST_BYTES) return new Response("The body is too large.\n", { status: 413, headers });
  const kept = await callingOut(app, client, async () => keepActivation(app, await postedForm(request)));
  return kept ? new Response(`${kept.text}\n`, { status: kept.status, headers }) : new Response("Too many activations came from here. Try again in ten minutes.\n", { status: 429, headers });
}

export function loader() {
  return new Response("This address is for Magento: enter it as the Callback URL of the integration.\n", { status: 405, headers: { "Content-Type": "text/plain; charset=utf-8", Allow: "POST" } });
}
