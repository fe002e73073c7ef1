import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import { data } from "@remix-run/node";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { adobeView } from "../adobe-events.server.ts";
import { AdobeCard } from "../components/admin/connection/adobe-card.tsx";
import { CannotCard } from "../components/admin/connection/cannot-card.tsx";
import { ChangesCard } from "../components/admin/connection/changes-card.tsx";
import connectionStyles from "../components/admin/connection/connection.css?url";
import { KeysCard } from "../components/admin/connection/keys-card.tsx";
import { LeaveCard } from "../components/admin/connection/leave-card.tsx";
import { ListeningCard } from "../components/admin/connection/listening-card.tsx";
import { ImportLink, PastCard } from "../components/admin/connection/past-card.tsx";
import { useWatching } from "../components/admin/connection/progress.tsx";
import { StatusCard } from "../components/admin/connection/status-card.tsx";
import { Facts } from "../components/admin/facts.tsx";
import { Said } from "../components/admin/said.tsx";
import { useShop } from "../components/admin/shop-context.tsx";
import { PLATFORM_WORDS } from "../components/words/platform-words.ts";
import { actOnConnection } from "../connection-acts.server.ts";
import { connectionView, reconnectUrl } from "../connection-page.server.ts";
import { CATCH_UP_MINUTES } from "../core/shop.ts";
import { postedForm } from "../posted-form.server.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Connection · Afterglow" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: connectionStyles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireWho(request, context);
  return { adobe: await adobeView(context.app, shop), view: await connectionView(context.app, shop), reconnect: reconnectUrl(context.app, shop), minutes: shop.settings.catchUpMinutes, paces: CATCH_UP_MINUTES };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  // It may hold a new key.
  return data(await actOnConnection(context.app, shopId, await postedForm(request)), { headers: { "Cache-Control": "no-store" } });
}

export default function Connection() {
  const { adobe, view, reconnect, minutes, paces } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const asked = useSearchParams()[0].get("ask");
  const platform = PLATFORM_WORDS[useShop().platform];
  useWatching(view !== null && (view.leaving || [...view.past, ...view.changes].some((row) => row.status === "waiting")));
  return (
    <Page title="Connection" subtitle="Your store, and what passes between it and Afterglow.">
      <BlockStack gap="400">
        <Said said={result?.said ?? ""} failed={result?.failed ?? false} />
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {view ? <StatusCard view={view} reconnect={reconnect} /> : <DemoStore />}
              {view && <PastCard past={view.past} status={view.status} />}
              {view && <ListeningCard subscriptions={view.subscriptions} checkedAt={view.checkedAt} status={view.status} platform={platform} />}
              {view && adobe && <AdobeCard {...adobe} />}
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              {view && <ChangesCard changes={view.changes} untold={view.untold} status={view.status} minutes={minutes} paces={paces} />}
              <KeysCard fresh={result?.fresh ?? null} />
              {view && <CannotCard cannot={view.cannot} platform={platform} />}
              {view && view.status !== "left" && !view.leaving && <LeaveCard asked={asked === "leave" && !result} platform={platform} />}
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}

function DemoStore() {
  const shop = useShop();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {PLATFORM_WORDS[shop.platform]}
        </Text>
        <p>This is a demo store: it only sends webhooks. There is nothing to fetch from it, and nothing to disconnect.</p>
        <Facts facts={[{ label: "Store", value: shop.name }, { label: "Address", value: shop.domain }]} />
        <ImportLink />
      </BlockStack>
    </Card>
  );
}
