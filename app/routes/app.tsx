import type { HeadersFunction, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import polarisStyles from "@shopify/polaris/build/esm/styles.css?url";
import type { ReactNode } from "react";
import adminStyles from "../components/admin/admin.css?url";
import journeyStyles from "../components/admin/journeys.css?url";
import { AdminError } from "../components/admin/admin-error.tsx";
import { DemoBar } from "../components/admin/demo-bar.tsx";
import { Frame } from "../components/admin/frame.tsx";
import { Provider } from "../components/admin/provider.tsx";
import { ShopProvider } from "../components/admin/shop-context.tsx";
import { platformFrame } from "../embedded.server.ts";
import { countTasks } from "../models/task.ts";
import { requireWho } from "../who.server.ts";

export const handle = { scripts: true };

/** For what has no title of its own: a page that could not be shown. */
export const meta: MetaFunction = () => [{ title: "Afterglow" }];

export const links: LinksFunction = () => [
  { rel: "stylesheet", href: polarisStyles },
  { rel: "stylesheet", href: adminStyles },
  { rel: "stylesheet", href: journeyStyles },
];

/** Shopify's script comes again with a fresh token when a refusal says so. */
const RETRY = "X-Shopify-Retry-Invalid-Session-Request";
export const headers: HeadersFunction = ({ errorHeaders }) => {
  const retry = errorHeaders?.get(RETRY);
  return new Headers(retry ? { [RETRY]: retry } : {});
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, shopId, embedded } = await requireWho(request, context);
  const { app } = context;
  const { name, platform, domain, currency, timeZone } = shop;
  const demo = app.demo && { now: app.demo.now(), busy: app.demo.busy(), mailboxUrl: app.demo.mailboxUrl };
  return { shop: { name, platform, domain, currency, timeZone, now: app.now() }, frame: embedded ? platformFrame(shop, app.shopify?.apiKey ?? null) : null, demo, tasks: await countTasks(app.db, shopId) };
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
        <Frame embedded={data.frame !== null} tasks={data.tasks}>
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
