import { data, redirect } from "@remix-run/node";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { PlainPage } from "../components/plain/plain-page.tsx";
import { readAnyToken } from "../core/shared/token.ts";
import { takeSignIn } from "../models/sign-in.ts";
import { signInCookie } from "../session.server.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Afterglow" }];

export async function loader({ request, context: { app } }: LoaderFunctionArgs) {
  const token = readAnyToken(app, "sign_in", new URL(request.url).searchParams.get("token") ?? "", app.now());
  // Programs that only look whether a link works must not use it up.
  if (request.method === "HEAD") return data(null, { status: token ? 200 : 401 });
  const shopId = token && (await takeSignIn(app.db, token.id, app.now()));
  if (!shopId) return data(null, { status: 401 });
  return redirect("/app", { headers: { "Set-Cookie": await signInCookie(app, { shopId, person: "owner", role: "owner" }) } });
}

export default function UsedLink() {
  return (
    <PlainPage title="This sign-in link no longer works">
      <p>A sign-in link works once and only for a while. This one was used before, has expired, or was not copied whole.</p>
      <div className="card">
        <h2>What to do</h2>
        <p>If you signed in with it on this device, you still are:</p>
        <p>
          <a className="button" href="/app">
            Go to my shop
          </a>
        </p>
        <p>
          Otherwise the <a href="/">front page</a> shows the way in.
        </p>
      </div>
    </PlainPage>
  );
}
