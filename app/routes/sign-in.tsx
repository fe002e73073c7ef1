import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PlainPage } from "../components/plain/plain-page.tsx";
import { leftShop } from "../models/sign-in.ts";
import { visitorOf } from "../session.server.ts";

export const meta: MetaFunction = () => [{ title: "Sign in · Afterglow" }];

export async function loader({ request, context: { app } }: LoaderFunctionArgs) {
  const visitor = await visitorOf(app, request);
  return { left: visitor && (await leftShop(app.db, visitor.shopId)) };
}

export default function SignIn() {
  const { left } = useLoaderData<typeof loader>();
  return left ? <Disconnected {...left} /> : <NotSignedIn />;
}

function Disconnected({ name, platform }: { name: string; platform: string }) {
  return (
    <PlainPage title="Your store is disconnected">
      <p>Nothing more is read of {name}, and nothing is sent. What Afterglow knew is kept, in case you come back.</p>
      <p>
        <a className="button" href={platform === "woocommerce" ? "/connect/woocommerce?again&hand" : "/"}>
          Connect it again
        </a>
      </p>
    </PlainPage>
  );
}

function NotSignedIn() {
  return (
    <PlainPage title="Please sign in">
      <p>You are not signed in on this device, or were last here more than 30 days ago.</p>
      <ul className="card way-in">
        <li>Shopify, Wix, or WooCommerce with our plugin: open Afterglow from your store’s own admin.</li>
        <li>
          WooCommerce without it: <a href="/connect/woocommerce?again&hand">enter a key</a> made in your WordPress admin.
        </li>
        <li>Magento: choose Reauthorize beside Afterglow, under System, Extensions, Integrations.</li>
        <li>Or ask whoever runs this installation for a sign-in link.</li>
      </ul>
      <p>
        Not connected yet? <a href="/">Connect your store</a>
      </p>
    </PlainPage>
  );
}
