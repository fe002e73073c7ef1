import type { LoaderFunctionArgs } from "@remix-run/node";
import { PlainPage } from "../components/plain/plain-page.tsx";
import { documentResponse } from "../document.server.ts";
import { readEmbedLink } from "../embed-woocommerce.server.ts";
import { enterEmbedded } from "../embedded.server.ts";

/** Where our plugin's frame begins; the link in it is a minute old at most. */
export async function loader({ request, context: { app } }: LoaderFunctionArgs) {
  const who = await readEmbedLink(app, new URL(request.url).searchParams);
  if (who) return enterEmbedded(app, who);
  const page = (
    <PlainPage title="Please reload this page">
      <p>The way in was open for a minute only, or this store is no longer connected. Reload the page of your WordPress admin; if that does not help, choose Connect again below it.</p>
    </PlainPage>
  );
  const response = documentResponse(page, { title: "Reload · Afterglow", status: 401 });
  // Said inside the frame of a store that cannot be told apart from a stranger's: there is nothing to click here.
  response.headers.set("Content-Security-Policy", (response.headers.get("Content-Security-Policy") ?? "").replace("frame-ancestors 'none'", "frame-ancestors https: http:"));
  return response;
}
