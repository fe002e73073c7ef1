import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { PlainPage } from "../plain/plain-page.tsx";
import { GonePage } from "./gone-page.tsx";

/** What a shopper sees instead of a page. */
export function ShopperError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status < 500) return <GonePage />;
  return (
    <PlainPage title="Something went wrong on our side">
      <p>Please try again in a moment.</p>
      <p lang="hi">हमारी ओर से कुछ गड़बड़ हुई। कृपया थोड़ी देर में फिर कोशिश करें।</p>
    </PlainPage>
  );
}
