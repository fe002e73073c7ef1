import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import type { AppLoadContext, EntryContext, HandleDataRequestFunction, HandleErrorFunction } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { NonceContext } from "./components/nonce.ts";
import { EMBED_HEADER, renewal, surfaceOf } from "./embedded.server.ts";
import { addHeaders, adminHeaders, PLAIN_HEADERS } from "./security-headers.server.ts";
import { shopifySurface } from "./shopify-door.server.ts";

/** Rendering waits for nothing but the database, which has answered by now. */
const GIVE_UP_AFTER = 10_000;

export default async function handleRequest(request: Request, status: number, headers: Headers, remix: EntryContext, { app }: AppLoadContext): Promise<Response> {
  const nonce = crypto.randomUUID();
  const scripted = remix.staticHandlerContext.matches.some((match) => (match.route.handle as { scripts?: boolean } | undefined)?.scripts);
  addHeaders(headers, scripted ? adminHeaders(nonce, (await surfaceOf(request, app)) ?? shopifySurface(request, app)) : PLAIN_HEADERS);
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remix} url={request.url} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        onAllReady() {
          clearTimeout(timer);
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          console.error(error);
        },
      },
    );
    const timer = setTimeout(abort, GIVE_UP_AFTER);
  });
}

/** Each answer to a page inside a platform's frame brings the token for the next request. */
export const handleDataRequest: HandleDataRequestFunction = (response, { request, context }) => {
  const token = renewal(request, context.app);
  if (token === null) return response;
  response.headers.set(EMBED_HEADER, token);
  response.headers.set("Cache-Control", "no-store");
  return response;
};

/** Faults of ours go to the log. A wrong address is the visitor's, and an abandoned request is nobody's. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  console.error(error);
};
