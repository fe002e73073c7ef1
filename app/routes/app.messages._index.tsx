import { BlockStack, Page } from "@shopify/polaris";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Filters } from "../components/admin/filters.tsx";
import { Pager } from "../components/admin/pager.tsx";
import { StatusBadge } from "../components/admin/status-badge.tsx";
import { Table } from "../components/admin/table.tsx";
import { When } from "../components/admin/when.tsx";
import { channelWord } from "../components/words/event-words.ts";
import { CLASS_WORDS, MESSAGE_WORDS, messageWord } from "../components/words/status-words.ts";
import { listJourneys, messageTitle } from "../models/journey.ts";
import { chosen, cursorOf, PAGE_SIZE } from "../list-request.server.ts";
import { customerNames, listMessages, MESSAGE_STATUSES } from "../models/message.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Messages · Afterglow" }];

const CLASSES = ["transactional", "marketing"] as const;
const CHANNELS = ["email", "sms", "whatsapp", "push"] as const;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { db } = context.app;
  const params = new URL(request.url).searchParams;
  const journeys = await listJourneys(db, shopId);
  const status = chosen(params, "status", [...MESSAGE_STATUSES, "trouble"]);
  const filter = {
    ...(status && { status: status === "trouble" ? ["failed", "bounced"] : [status] }),
    class: chosen(params, "class", CLASSES),
    channel: chosen(params, "channel", CHANNELS),
    journey: chosen(params, "journey", journeys.map((journey) => journey.key)),
  };
  const page = await listMessages(db, shopId, filter, cursorOf(params), PAGE_SIZE);
  const names = await customerNames(db, shopId, page.rows.map((row) => row.profileId));
  const rows = page.rows.map((row) => ({
    ...row,
    title: messageTitle(row, journeys),
    journeyName: journeys.find((journey) => journey.key === row.journey)?.name ?? row.journey,
    customer: names[row.profileId] ?? "Unknown",
  }));
  return { page: { ...page, rows }, journeys: journeys.map(({ key, name }) => ({ value: key, label: name })) };
}

export default function Messages() {
  const { page, journeys } = useLoaderData<typeof loader>();
  return (
    <Page title="Messages">
      <BlockStack gap="400">
        <Filters
          filters={[
            { name: "status", label: "Status", all: "Any", options: [...MESSAGE_STATUSES.map((value) => ({ value, label: MESSAGE_WORDS[value].words })), { value: "trouble", label: "Failed or came back" }] },
            { name: "class", label: "Kind", all: "Any", options: CLASSES.map((value) => ({ value, label: CLASS_WORDS[value] ?? value })) },
            { name: "journey", label: "Journey", all: "All", options: journeys },
            { name: "channel", label: "Channel", all: "All", options: CHANNELS.map((value) => ({ value, label: channelWord(value) })) },
          ]}
        />
        <Table
          caption="Messages, newest first"
          rows={page.rows}
          keyOf={(row) => row.id}
          columns={[
            { title: "Message", cell: (row) => <Link className="ag-row" to={`/app/messages/${row.id}`}>{row.title}</Link> },
            { title: "To", long: true, cell: (row) => <Link className="ag-above" to={`/app/customers/${row.profileId}`}>{row.customer}</Link> },
            { title: "Journey", cell: (row) => row.journeyName },
            { title: "Kind", wideOnly: true, cell: (row) => CLASS_WORDS[row.class] },
            { title: "Status", cell: (row) => <StatusBadge status={messageWord(row)} /> },
            { title: "When", align: "end", cell: (row) => <When at={row.sentAt ?? row.createdAt} /> },
          ]}
          empty="No message matches."
          footer={<Pager next={page.next} previous={page.previous} />}
        />
      </BlockStack>
    </Page>
  );
}
