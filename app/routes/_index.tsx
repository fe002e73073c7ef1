import { Form, useLoaderData } from "@remix-run/react";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { PlainPage } from "../components/plain/plain-page.tsx";
import { WaysIn } from "../components/plain/ways-in.tsx";
import { listShops } from "../models/installed-shop.ts";

export const meta: MetaFunction = () => [{ title: "Afterglow" }];

export async function loader({ request, context: { app } }: LoaderFunctionArgs) {
  // Shopify opens the app at this address, before and after its install.
  if (app.shopify && new URL(request.url).searchParams.has("shop")) throw await app.shopify.answer(request);
  return { url: app.url, appsAt: app.appsAt, demo: app.demo ? { shops: await listShops(app.db), mailboxUrl: app.demo.mailboxUrl } : null };
}

export default function Front() {
  const { demo, url, appsAt } = useLoaderData<typeof loader>();
  return (
    <PlainPage title="The part of a shop that begins when checkout ends">
      <p>Afterglow keeps one profile per customer and answers what each of them really does: it thanks, guides and brings back, and shows why it wrote and why it did not.</p>
      {demo ? (
        <div className="card">
          <h2>This is the demo</h2>
          <p>Its shops and customers are made up. Open a shop’s admin:</p>
          {demo.shops.map((shop) => (
            <Form key={shop.id} method="post" action="/auth/demo" style={{ marginBottom: 10 }}>
              <button name="shop" value={shop.id} style={{ width: "100%" }}>
                {shop.name}
              </button>
            </Form>
          ))}
          <p>
            <a href={demo.mailboxUrl}>Open the mailbox</a> that catches what the shops send.
          </p>
        </div>
      ) : (
        <>
          <WaysIn url={url} appsAt={appsAt} />
          <p>
            Connected already? <a href="/app">Go to my shop</a>
          </p>
        </>
      )}
    </PlainPage>
  );
}
