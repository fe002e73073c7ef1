import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Attention } from "../components/admin/attention.tsx";
import { FigureCards } from "../components/admin/figure-cards.tsx";
import connectionStyles from "../components/admin/connection/connection.css?url";
import { JourneysOff } from "../components/admin/journeys-off.tsx";
import { FirstRun } from "../components/admin/first-run.tsx";
import { LatestMessages } from "../components/admin/latest-messages.tsx";
import { connectionView } from "../connection-page.server.ts";
import { DAY } from "../core/shared/instant.ts";
import { pastHere } from "../models/connection-page.ts";
import { figures, isNew, trouble } from "../models/home.ts";
import { lastEntries, listJourneys, messageTitle } from "../models/journey.ts";
import { countTasks } from "../models/task.ts";
import { customerNames, listMessages } from "../models/message.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Home · Afterglow" }];

export const links: LinksFunction = () => [{ rel: "stylesheet", href: connectionStyles }];

const PERIODS = [7, 30, 90] as const;
/** A live journey that people entered, and nobody for so long, deserves a look. */
const SILENCE = 14 * DAY;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId, shop } = await requireWho(request, context);
  const { db } = context.app;
  const asked = Number(new URL(request.url).searchParams.get("days"));
  const days = PERIODS.find((period) => period === asked) ?? 30;
  const at = context.app.now();
  const [connection, journeys, nothingYet] = await Promise.all([connectionView(context.app, shop), listJourneys(db, shopId), isNew(db, shopId)]);
  const live = journeys.filter((journey) => journey.live);
  const reading = connection?.past.some((row) => row.status === "waiting") ?? false;
  if (nothingYet || (reading && live.length === 0)) {
    return { days, start: { past: connection && connection.past, broken: connection?.status === "broken", here: await pastHere(db, shopId) }, overview: null };
  }
  const [numbers, attention, tasks] = await Promise.all([figures(db, shopId, shop.currency, at - days * DAY, at), trouble(db, shopId, at), countTasks(db, shopId)]);
  const entries = await lastEntries(db, shopId, live.map((journey) => journey.key));
  const latest = await listMessages(db, shopId, {}, null, 8);
  const names = await customerNames(db, shopId, latest.rows.map((row) => row.profileId));
  const silent = live.filter(({ key }) => at - (entries[key] ?? at) > SILENCE).map(({ key, name }) => ({ name, lastAt: entries[key] ?? null }));
  return { days, start: null, overview: { allOff: connection !== null && live.length === 0, broken: connection?.status === "broken", numbers, attention, silent, tasks, latest: latest.rows.map((row) => ({ ...row, title: messageTitle(row, journeys), customer: names[row.profileId] ?? "Unknown" })) } };
}

export default function Home() {
  const { days, start, overview } = useLoaderData<typeof loader>();
  if (!overview) return <FirstRun {...start} />;
  return (
    <Page title="Home">
      <BlockStack gap="400">
        <nav className="ag-periods" aria-label="Period">
          {PERIODS.map((period) => (
            <Link key={period} to={`?days=${period}`} aria-current={period === days ? "true" : undefined} replace>
              Last {period} days
            </Link>
          ))}
        </nav>
        {overview.allOff && <JourneysOff />}
        <FigureCards numbers={overview.numbers} days={days} />
        <Card>
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              Needs attention
            </Text>
            <Attention trouble={overview.attention} messages={overview.numbers.messages} silent={overview.silent} broken={overview.broken} days={days} tasks={overview.tasks} />
          </BlockStack>
        </Card>
        <LatestMessages messages={overview.latest} />
      </BlockStack>
    </Page>
  );
}
