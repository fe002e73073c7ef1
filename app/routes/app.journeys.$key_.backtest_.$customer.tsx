import { Card, Page } from "@shopify/polaris";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { TraceList } from "../components/admin/trace-list.tsx";
import { customerNames } from "../models/message.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.name ?? "Customer"}, looked back · Afterglow` }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { db, backtests } = context.app;
  const [key, customer] = [params["key"] ?? "", params["customer"] ?? ""];
  const entries = backtests.trace(shopId, key, customer);
  if (!entries) throw new Response(null, { status: 404 });
  return { key, customer, name: (await customerNames(db, shopId, [customer]))[customer] ?? "Customer", entries };
}

export default function Trace() {
  const { key, customer, name, entries } = useLoaderData<typeof loader>();
  return (
    <Page title={name} subtitle="What happened, and what would have been decided and sent" backAction={{ content: "Look back", url: `/app/journeys/${key}/backtest` }}>
      <Card>
        <p className="ag-quiet">
          Oldest first. Nobody was written to. <Link to={`/app/customers/${customer}`}>What really happened</Link>
        </p>
        <TraceList entries={entries} />
      </Card>
    </Page>
  );
}
