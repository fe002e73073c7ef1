import { createElement } from "react";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { GonePage } from "./components/shopper/gone-page.tsx";
import { WholePage } from "./components/plain/whole-page.tsx";
import { PLAIN_HEADERS, withScript } from "./security-headers.server.ts";

type Options = {
  readonly title: string;
  readonly lang?: string;
  readonly status?: number;
  /** Of the one inline script the page has; without it the browser runs none. */
  readonly nonce?: string;
};

/**
 * A whole page as static HTML, for shoppers: nothing in it wakes up in the browser. Returned from a route
 * without a component, it goes out as it is, beside plain answers to programs at the same address.
 */
export function documentResponse(page: ReactElement, { title, lang = "en", status = 200, nonce }: Options): Response {
  const html = renderToStaticMarkup(createElement(WholePage, { title, lang }, page));
  return new Response(`<!DOCTYPE html>${html}`, { status, headers: { ...(nonce === undefined ? PLAIN_HEADERS : withScript(nonce)), "Content-Type": "text/html; charset=utf-8" } });
}

/** The one answer to a link that is forged, expired or about nothing, the same to the byte: it tells nobody which. */
export function gone(): Response {
  return documentResponse(createElement(GonePage), { title: "Not available", status: 404 });
}
