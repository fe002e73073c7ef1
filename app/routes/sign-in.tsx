import type { MetaFunction } from "@remix-run/node";
import { PlainPage } from "../components/plain/plain-page.tsx";

export const meta: MetaFunction = () => [{ title: "Sign in · Afterglow" }];

export default function SignIn() {
  return (
    <PlainPage title="Please sign in">
      <p>Open the sign-in link you were given. It works once and keeps you signed in on this device for 30 days.</p>
      <p>
        No link at hand? Ask whoever runs this installation for a new one, or see the <a href="/">front page</a>.
      </p>
    </PlainPage>
  );
}
