import type { LoaderFunctionArgs } from "@remix-run/node";
import { createElement } from "react";
import type { ComponentProps } from "react";
import { PlainPage } from "../components/plain/plain-page.tsx";
import { enterFromWix, refusalOf } from "../connect-wix.server.ts";
import { documentResponse } from "../document.server.ts";
import { surfaceFor } from "../embedded.server.ts";

/** The address of the dashboard page in the Wix app's settings. A bare `instanceId` in it proves nothing and is not looked at. */
export async function loader({ request, context: { app } }: LoaderFunctionArgs): Promise<Response> {
  try {
    return await enterFromWix(app, new URL(request.url).searchParams.get("instance") ?? "");
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    const page = createElement(PlainPage, { title: "Afterglow cannot be opened here" } as ComponentProps<typeof PlainPage>, createElement("p", null, refusal.says));
    const response = documentResponse(page, { title: "Afterglow", status: refusal.status });
    response.headers.set("Content-Security-Policy", `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${surfaceFor({ platform: "wix", domain: "" })?.ancestors.join(" ") ?? "'none'"}; style-src 'unsafe-inline'`);
    return response;
  }
}
