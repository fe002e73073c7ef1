import type { RequestHandler } from "express";
import { EMBED_PARAMETER } from "./embedded.server.ts";

/**
 * Makes a header of the token in an address of the admin, before anything sees it: pages build links from their address
 * and log it, and a token must be in neither.
 */
export const liftEmbedToken: RequestHandler = (request, _response, next) => {
  const url = /^\/app(\/|\?|\.data|$)/.test(request.originalUrl) ? URL.parse(request.originalUrl, "http://admin.invalid") : null;
  const token = url?.searchParams.get(EMBED_PARAMETER);
  if (url && token) {
    url.searchParams.delete(EMBED_PARAMETER);
    request.headers.authorization ??= `Bearer ${token}`;
    request.url = request.originalUrl = `${url.pathname}${url.search}`;
  }
  next();
};
