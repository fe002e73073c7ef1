import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import type { ReactNode } from "react";
import adminStyles from "../components/admin/admin.css?url";
import { AdminError } from "../components/admin/admin-error.tsx";
import { DemoBar } from "../components/admin/demo-bar.tsx";
import { Frame } from "../components/admin/frame.tsx";
import { Provider } from "../components/admin/provider.tsx";
import { ShopProvider } from "../components/admin/shop-context.tsx";
import { requireWho } from "../who.server.ts";

export const handle = { scripts: true };

/** For what has no title of its own: a page that could not be shown. */
export const meta: MetaFunction = () => [{ title: "Afterglow" }];

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: adminStyles },
];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, embedded } = await requireWho(request, context);
  const { app } = context;
  const { name, platform, domain, currency, timeZone } = shop;
  const demo = app.demo && { now: app.demo.now(), busy: app.demo.busy(), mailboxUrl: app.demo.mailboxUrl };
  return { shop: { name, platform, domain, currency, timeZone, now: app.now() }, embedded, demo };
}

type Data = Awaited<ReturnType<typeof loader>>;

export default function Admin() {
  return (
    <Shell data={useLoaderData<typeof loader>()}>
      <Outlet />
    </Shell>
  );
}

function Shell({ data, children }: { data: Data; children: ReactNode }) {
  return (
    <Provider>
      <ShopProvider value={data.shop}>
        <Frame embedded={data.embedded}>
          {data.demo && <DemoBar demo={data.demo} />}
          {children}
        </Frame>
      </ShopProvider>
    </Provider>
  );
}

export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>("routes/app");
  return data ? (
    <Shell data={data}>
      <AdminError />
    </Shell>
  ) : (
    <Provider>
      <AdminError />
    </Provider>
  );
}
