import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { createElement } from "react";
import { EmbeddedStep } from "../components/plain/embedded-step.tsx";
import { documentResponse } from "../document.server.ts";
import { EMBED_HEADER, insideAdmin, renewal } from "../embedded.server.ts";
import { stepHeaders } from "../security-headers.server.ts";

/** A page was reloaded inside a platform's frame: its script still knows the token, and leads back with it. */
export function loader({ request }: LoaderFunctionArgs): Response {
  const { pathname, search } = insideAdmin(new URL(request.url).searchParams.get("to") ?? "");
  const nonce = crypto.randomUUID();
  const page = documentResponse(createElement(EmbeddedStep, { to: pathname + search, nonce }), { title: "Afterglow" });
  for (const [name, value] of Object.entries(stepHeaders(nonce))) page.headers.set(name, value);
  return page;
}

/** A fresh token for a page that stays open. */
export function action({ request, context: { app } }: ActionFunctionArgs): Response {
  const token = renewal(request, app);
  if (token === null) return new Response("Reload the page of your store's admin.", { status: 401 });
  return new Response(null, { status: 204, headers: { [EMBED_HEADER]: token, "Cache-Control": "no-store" } });
}
