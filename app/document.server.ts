import { createElement } from "react";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { GonePage } from "./components/shopper/gone-page.tsx";
import { WholePage } from "./components/plain/whole-page.tsx";
import { PLAIN_HEADERS } from "./security-headers.server.ts";

type Options = { readonly title: string; readonly lang?: string; readonly status?: number };

/**
 * A whole page as static HTML, for shoppers: nothing in it wakes up in the browser. Returned from a route
 * without a component, it goes out as it is, beside plain answers to programs at the same address.
 */
export function documentResponse(page: ReactElement, { title, lang = "en", status = 200 }: Options): Response {
  const html = renderToStaticMarkup(createElement(WholePage, { title, lang }, page));
  return new Response(`<!DOCTYPE html>${html}`, { status, headers: { ...PLAIN_HEADERS, "Content-Type": "text/html; charset=utf-8" } });
}

/** The one answer to a link that is forged, expired or about nothing, the same to the byte: it tells nobody which. */
export function gone(): Response {
  return documentResponse(createElement(GonePage), { title: "Not available", status: 404 });
}
