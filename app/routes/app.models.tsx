import { BlockStack, Page } from "@shopify/polaris";
import type { ActionFunctionArgs, LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import connectionStyles from "../components/admin/connection/connection.css?url";
import { useWatching } from "../components/admin/connection/progress.tsx";
import { ModelEmpty } from "../components/admin/model-empty.tsx";
import { ModelList } from "../components/admin/model-list.tsx";
import modelStyles from "../components/admin/model-page.css?url";
import { ModelRun } from "../components/admin/model-run.tsx";
import { Said } from "../components/admin/said.tsx";
import { isUnderWay, modelPage } from "../models/model-page.ts";
import { askForScores } from "../models/score-run.ts";
import { postedForm } from "../posted-form.server.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Models · Afterglow" }];
export const links: LinksFunction = () => [{ rel: "stylesheet", href: connectionStyles }, { rel: "stylesheet", href: modelStyles }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const page = await modelPage(context.app.db, shopId, context.app.now());
  return { ...page, underWay: isUnderWay(page.run) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  if ((await postedForm(request)).get("do") !== "score") throw new Response("There is no such thing to do.", { status: 400 });
  await askForScores(context.app.db, shopId, "merchant", context.app.now());
  return { said: "Your customers are being scored." };
}

export default function Models() {
  const { fit, run, drift, past, underWay } = useLoaderData<typeof loader>();
  const said = useActionData<typeof action>()?.said ?? "";
  useWatching(underWay);
  return (
    <Page title="Models" subtitle="What Afterglow learnt from your past, and how far you may rely on it.">
      <BlockStack gap="400">
        <Said said={said} failed={false} />
        <ModelRun fit={fit} run={run} drift={drift} underWay={underWay} />
        {past && <ModelEmpty past={past} underWay={underWay} />}
        {fit && <ModelList cards={fit.cards} />}
      </BlockStack>
    </Page>
  );
}
