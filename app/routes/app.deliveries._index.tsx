import { BlockStack, Button, InlineStack, Page } from "@shopify/polaris";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigation, useSearchParams } from "@remix-run/react";
import { Filters } from "../components/admin/filters.tsx";
import { Pager } from "../components/admin/pager.tsx";
import { StatusBadge } from "../components/admin/status-badge.tsx";
import { Table } from "../components/admin/table.tsx";
import { When } from "../components/admin/when.tsx";
import { DELIVERY_WORDS, SOURCE_WORDS } from "../components/words/status-words.ts";
import { DELIVERY_SOURCES, DELIVERY_STATUSES, deliveriesToReplay, listDeliveries, recentTopics } from "../models/delivery.ts";
import { trouble } from "../models/home.ts";
import { chosen, cursorOf, PAGE_SIZE } from "../list-request.server.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Deliveries · Afterglow" }];

/** More than anyone has at once; a second press takes the rest. */
const REPLAY_AT_ONCE = 10_000;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { app } = context;
  const params = new URL(request.url).searchParams;
  const topics = await recentTopics(app.db, shopId);
  const status = chosen(params, "status", DELIVERY_STATUSES);
  const source = chosen(params, "source", DELIVERY_SOURCES);
  // A topic that has become rare may still be asked for by its address.
  const topic = /^[\w./-]{1,100}$/.exec(params.get("topic") ?? "")?.[0];
  const [page, { quarantined, failed }] = await Promise.all([
    listDeliveries(app.db, shopId, { ...(status && { status: [status] }), ...(source && { source }), topic }, cursorOf(params), PAGE_SIZE),
    trouble(app.db, shopId, app.now()),
  ]);
  return { page, topics, replayable: quarantined + failed };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { app } = context;
  const replayed = await app.replay(shopId, await deliveriesToReplay(app.db, shopId, REPLAY_AT_ONCE));
  return redirect(`/app/deliveries?replayed=${replayed}`, 303);
}

export default function Deliveries() {
  const { page, topics, replayable } = useLoaderData<typeof loader>();
  const busy = useNavigation().state === "submitting";
  const replayed = useSearchParams()[0].get("replayed");
  return (
    <Page title="Deliveries" subtitle="Everything that came from your store, as it came in.">
      <BlockStack gap="400">
        {replayed !== null && <p role="status">{replayed} {replayed === "1" ? "delivery is" : "deliveries are"} being read again.</p>}
        <InlineStack align="space-between" blockAlign="end" gap="300">
          <Filters
            filters={[
              { name: "status", label: "Status", all: "Any", options: DELIVERY_STATUSES.map((value) => ({ value, label: DELIVERY_WORDS[value].words })) },
              { name: "source", label: "Came by", all: "Any", options: DELIVERY_SOURCES.map((value) => ({ value, label: SOURCE_WORDS[value] })) },
              { name: "topic", label: "Topic", all: "All", options: topics.map((value) => ({ value, label: value })) },
            ]}
          />
          {replayable > 0 && (
            <Form method="post" className="ag-inset">
              <Button submit loading={busy}>{`Try ${replayable} not understood or failed again`}</Button>
            </Form>
          )}
        </InlineStack>
        <Table
          caption="Deliveries, newest first"
          rows={page.rows}
          keyOf={(row) => row.id}
          columns={[
            { title: "Topic", cell: (row) => <Link className="ag-row" to={`/app/deliveries/${row.id}`}>{row.topic || "(none)"}</Link> },
            { title: "Came by", wideOnly: true, cell: (row) => SOURCE_WORDS[row.source] },
            { title: "About", cell: (row) => row.resource?.replace(":", " ") ?? "" },
            { title: "Status", cell: (row) => <StatusBadge status={DELIVERY_WORDS[row.status]} /> },
            ...(page.rows.some((row) => row.reason) ? [{ title: "Reason", long: true, cell: (row: (typeof page.rows)[number]) => row.reason ?? "" }] : []),
            { title: "Came in", align: "end", cell: (row) => <When at={row.receivedAt} /> },
          ]}
          empty="No delivery matches."
          footer={<Pager next={page.next} previous={page.previous} />}
        />
      </BlockStack>
    </Page>
  );
}
