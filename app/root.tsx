import { isRouteErrorResponse, Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteError, useRouteLoaderData } from "@remix-run/react";
import { useContext } from "react";
import type { ReactNode } from "react";
import { FrameScripts } from "./components/embedded/frame-scripts.tsx";
import type { PlatformFrame } from "./components/embedded/frame-scripts.tsx";
import { NonceContext } from "./components/nonce.ts";
import { PlainPage } from "./components/plain/plain-page.tsx";

/** Only routes that ask for scripts get any: the admin does, plain pages work without. */
export function Layout({ children }: { children: ReactNode }) {
  const matches = useMatches();
  const nonce = useContext(NonceContext);
  const frame = useRouteLoaderData<{ readonly frame?: PlatformFrame | null }>("routes/app")?.frame;
  const scripted = matches.some((match) => (match.handle as { scripts?: boolean } | undefined)?.scripts);
  return (
    <html lang="en">
      <head>
        {frame && <FrameScripts frame={frame} />}
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {scripted && <ScrollRestoration nonce={nonce} />}
        {scripted && <Scripts nonce={nonce} />}
      </body>
    </html>
  );
}

export const meta = () => [{ title: "Afterglow" }];

export default function Root() {
  return <Outlet />;
}

export function ErrorBoundary() {
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <PlainPage title={missing ? "There is nothing at this address" : "Something went wrong on our side"}>
      <p>{missing ? "Check the address, or go back to where you came from." : "It has been noted. Please try again in a moment."}</p>
    </PlainPage>
  );
}
