import { Page } from "@shopify/polaris";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Amount } from "../components/admin/amount.tsx";
import { Filters } from "../components/admin/filters.tsx";
import { Pager } from "../components/admin/pager.tsx";
import { Said } from "../components/admin/said.tsx";
import { segmentWords } from "../components/admin/score-words.ts";
import { Search } from "../components/admin/search.tsx";
import { useShop } from "../components/admin/shop-context.tsx";
import { Table } from "../components/admin/table.tsx";
import { When } from "../components/admin/when.tsx";
import { SEGMENTS } from "../core/scoring/people/segment-names.ts";
import type { SegmentKey } from "../core/scoring/people/segment-names.ts";
import { listCustomers } from "../models/customer-list.ts";
import { chosen, cursorOf, PAGE_SIZE } from "../list-request.server.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Customers · Afterglow" }];

const SEGMENT_KEYS = Object.keys(SEGMENTS) as SegmentKey[];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const params = new URL(request.url).searchParams;
  const search = params.get("q") ?? "";
  const segment = chosen(params, "segment", SEGMENT_KEYS);
  return { search, segment: segment ?? null, erased: params.has("erased"), page: await listCustomers(context.app.db, shopId, search, cursorOf(params), PAGE_SIZE, segment) };
}

export default function Customers() {
  const { search, segment, erased, page } = useLoaderData<typeof loader>();
  const { currency } = useShop();
  return (
    <Page title="Customers">
      {erased && (
        <div style={{ marginBottom: 16 }}>
          <Said said="The customer is being erased. It is done in a few minutes." failed={false} />
        </div>
      )}
      <div style={{ marginBottom: 16, display: "grid", gap: 10 }}>
        <Search label="Search customers" hint="Name, e-mail, phone or order number" value={search} />
        <Filters filters={[{ name: "segment", label: "Segment", all: "All", options: SEGMENT_KEYS.map((key) => ({ value: key, label: segmentWords(key) })) }]} />
      </div>
      <Table
        caption="Customers, last seen first"
        rows={page.rows}
        keyOf={(row) => row.id}
        columns={[
          { title: "Name", long: true, cell: (row) => <Link className="ag-row" to={`/app/customers/${row.id}`}>{row.name}</Link> },
          { title: "E-mail", long: true, cell: (row) => row.email ?? <span className="ag-quiet">none</span> },
          { title: "Orders", align: "end", cell: (row) => row.orders },
          { title: "Spent", align: "end", cell: (row) => <Amount amount={row.spend} currency={currency} /> },
          { title: "Segment", wideOnly: true, cell: (row) => (row.segment === null ? <span className="ag-quiet">none yet</span> : segmentWords(row.segment)) },
          { title: "Last seen", align: "end", cell: (row) => (row.lastSeenAt === 0 ? <span className="ag-quiet">never</span> : <When at={row.lastSeenAt} as="relative" />) },
        ]}
        empty={search ? `No customer matches “${search}”. Search looks at the beginnings of words, and at whole order numbers.` : segment ? `Nobody is “${segmentWords(segment)}” now. Segments are told once your customers are scored.` : "Customers appear here with their first order."}
        footer={<Pager next={page.next} previous={page.previous} newer="Previous" older="Next" />}
      />
    </Page>
  );
}
