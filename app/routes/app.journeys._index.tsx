import { BlockStack, Page } from "@shopify/polaris";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { StatusBadge } from "../components/admin/status-badge.tsx";
import { Table } from "../components/admin/table.tsx";
import { JOURNEY_WORDS, thousands } from "../components/words/journey-words.ts";
import { CATALOG } from "../core/journey/catalog/index.ts";
import { DAY } from "../core/shared/instant.ts";
import { journeyRows } from "../models/journeys-admin.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Journeys · Afterglow" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const rows = await journeyRows(context.app.db, shopId, context.app.now() - 30 * DAY);
  // In the order a customer meets them, as the catalog has it; what is not of it comes last.
  const place = (key: string): number => (CATALOG.findIndex((one) => one.key === key) + CATALOG.length + 1) % (CATALOG.length + 1);
  return { journeys: rows.toSorted((a, b) => place(a.key) - place(b.key)) };
}

export default function Journeys() {
  const { journeys } = useLoaderData<typeof loader>();
  return (
    <Page title="Journeys" subtitle="What Afterglow does for your customers after they buy. Figures are of the last 30 days.">
      <BlockStack gap="400">
        <Table
          caption="Journeys"
          rows={journeys}
          keyOf={(row) => row.key}
          columns={[
            {
              title: "Journey",
              cell: (row) => (
                <>
                  <Link className="ag-row" to={`/app/journeys/${row.key}`}>
                    {row.name}
                  </Link>
                  <span className="ag-does">{firstSentence(row.does)}</span>
                </>
              ),
            },
            { title: "State", cell: (row) => <StatusBadge status={JOURNEY_WORDS[row.status]} /> },
            { title: "On it now", align: "end", cell: (row) => thousands(row.on) },
            { title: "Entered", align: "end", cell: (row) => thousands(row.entered) },
            { title: "Messages sent", align: "end", cell: (row) => thousands(row.sent) },
            { title: "Goal reached", align: "end", cell: (row) => (row.hasGoal ? thousands(row.goals) : "–") },
          ]}
          empty="Your shop has no journeys yet. They come with the connection of a store: connect yours again, and they will be here."
        />
      </BlockStack>
    </Page>
  );
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
}
