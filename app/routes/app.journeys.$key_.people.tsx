import { BlockStack, Page } from "@shopify/polaris";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { Pager } from "../components/admin/pager.tsx";
import { WalkList } from "../components/admin/walk-list.tsx";
import { chosen, cursorOf, PAGE_SIZE } from "../list-request.server.ts";
import { findJourney, walksOf } from "../models/journeys-admin.ts";
import { walksAbout } from "../models/walk-about.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `People on ${data?.name ?? "a journey"} · Afterglow` }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { db } = context.app;
  const search = new URL(request.url).searchParams;
  const journey = await findJourney(db, shopId, params["key"] ?? "");
  if (!journey) throw new Response(null, { status: 404 });
  const { key, version, versions } = journey;
  const definitions = new Map(versions.map((one) => [one.version, one.definition]));
  const labelOf = (at: number, step: string): string => definitions.get(at)?.steps[step]?.label ?? step;
  const show = chosen(search, "show", ["over"] as const) ?? "now";
  const step = chosen(search, "step", versions.flatMap((one) => Object.keys(one.definition.steps)));
  const page = await walksOf(db, shopId, key, show, step, cursorOf(search), PAGE_SIZE);
  const about = await walksAbout(db, shopId, page.rows.map((row) => row.state));
  const rows = page.rows.map(({ id, profileId, customer, status, enteredAt, state, ...row }) => ({
    id, profileId, customer, status, enteredAt, step: labelOf(row.version, state.step), about: about(state), version: row.version === version ? null : row.version,
    dueAt: state.dueAt, endedAt: state.endedAt, endReason: state.endReason, goal: state.reachedGoal, held: state.held?.reason ?? null, trail: state.trail.map(({ at, note }) => ({ at, note })),
  }));
  return { key, name: definitions.get(version)?.name ?? key, show, step: step === undefined ? null : labelOf(version, step), page: { ...page, rows } };
}

export default function People() {
  const { key, name, show, step, page } = useLoaderData<typeof loader>();
  const url = `/app/journeys/${key}`;
  return (
    <Page title={`People on ${name}`} subtitle={step ?? ""} backAction={{ content: name, url }}>
      <BlockStack gap="400">
        <nav className="ag-tabs" aria-label="Which">
          <Link to={`${url}/people`} aria-current={show === "now" && step === null ? "true" : undefined}>
            On it now
          </Link>
          <Link to={`${url}/people?show=over`} aria-current={show === "over" ? "true" : undefined}>
            Finished
          </Link>
        </nav>
        <WalkList
          walks={page.rows}
          empty={show === "over" ? "Nobody has finished it yet. Come back when someone has." : step === null ? "Nobody is on it now. The next event that starts it brings someone." : "Nobody stands here now. Choose “On it now” for everyone."}
          footer={<Pager next={page.next} previous={page.previous} />}
        />
      </BlockStack>
    </Page>
  );
}
