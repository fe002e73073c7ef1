import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlainPage } from "../components/plain/plain-page.tsx";
import { callingOut } from "../call-out.server.ts";
import { connectStore, findActivation, ownCallback } from "../connect-magento.server.ts";
import { PLAIN_HEADERS } from "../security-headers.server.ts";
import { signInCookie } from "../session.server.ts";

export const meta: MetaFunction = () => [{ title: "Connect your store · Afterglow" }];

/**
 * The browser lets a form lead only where the policy allows, redirects included: to us, and on to the store's own page.
 * And it must name itself when it posts, or the post is taken for a stranger's; the store never sees this address.
 */
export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders;

const queryOf = (request: Request) => {
  const query = new URL(request.url).searchParams;
  return { key: query.get("oauth_consumer_key") ?? "", callback: query.get("success_call_back") ?? "" };
};

/** The integration's identity link: Magento opens it in a popup, in the merchant's browser. */
export async function loader({ request, context: { app } }: LoaderFunctionArgs) {
  const { key, callback } = queryOf(request);
  const found = await findActivation(app, key);
  if (found.kind === "over") return data({ store: null, reason: found.reason }, { status: 410 });
  const back = ownCallback(found.baseUrl, callback);
  const policy = PLAIN_HEADERS["Content-Security-Policy"]?.replace("form-action 'self'", `form-action 'self'${back === null ? "" : ` ${new URL(back).origin}`}`) ?? "";
  return data({ store: found.baseUrl.replace(/^https?:\/\/|\/+$/g, ""), reason: null }, { headers: { "Content-Security-Policy": policy, "Referrer-Policy": "same-origin" } });
}

/** The merchant said yes. The popup then goes back to the store, whose page closes it. */
export async function action({ request, context: { app, client = "" } }: ActionFunctionArgs) {
  const { key, callback } = queryOf(request);
  const connected = await callingOut(app, client, () => connectStore(app, key));
  if (!connected) return data({ reason: "Too many stores were connected from here. Wait a few minutes; in Magento, activate the integration again." }, { status: 429 });
  if (connected.kind === "failed") return data({ reason: connected.reason }, { status: 400 });
  const cookie = await signInCookie(app, { shopId: connected.shopId, person: "owner", role: "owner" });
  return redirect(ownCallback(connected.baseUrl, callback) ?? "/app", { status: 303, headers: { "Set-Cookie": cookie } });
}

export default function ConnectStore() {
  const { store, reason } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const problem = failed?.reason ?? reason;
  if (problem || !store) {
    return (
      <PlainPage title="The store is not connected">
        <p>{problem}</p>
        <p>
          Already connected? <a href="/app">Go to my shop</a>
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage title="Connect your store">
      <p>
        The Magento store <strong>{store}</strong> asks to be connected to Afterglow.
      </p>
      <div className="card">
        <h2>What happens then</h2>
        <p>Afterglow reads your orders, shipments, refunds, customers and products, and keeps up with what changes. No message goes out until you switch a journey on.</p>
        <form method="post">
          <button className="button" type="submit">
            Connect this store
          </button>
        </form>
      </div>
      <p>Not your store, or not you who clicked Activate? Close this window: nothing is connected.</p>
    </PlainPage>
  );
}
