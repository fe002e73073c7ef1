import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import type { ReactNode } from "react";
import { JourneyControl } from "../components/admin/journey-control.tsx";
import { JourneyEffect } from "../components/admin/journey-effect.tsx";
import { JourneyFlow } from "../components/admin/journey-flow.tsx";
import { JourneySubject } from "../components/admin/journey-subject.tsx";
import { JourneyTrial } from "../components/admin/journey-trial.tsx";
import { JourneySettings } from "../components/admin/journey-settings.tsx";
import { Said } from "../components/admin/said.tsx";
import { JourneyVersions } from "../components/admin/journey-versions.tsx";
import { JourneyAbout, JourneyWatches } from "../components/admin/journey-watches.tsx";
import { effectWords } from "../components/words/effect-words.ts";
import { CONTROL_NAMES, people } from "../components/words/journey-words.ts";
import { doToJourney } from "../journey-actions.server.ts";
import type { JourneyResult } from "../journey-actions.server.ts";
import { chosen } from "../list-request.server.ts";
import { emailsOf } from "../core/journey/catalog/subject-trial.ts";
import { journeyTrials, subjectForm } from "../journey-subjects.server.ts";
import { findShop } from "../models/installed-shop.ts";
import { journeyEffect, ORDER_WITHIN_DAYS } from "../models/journey-effect.ts";
import { dueWhenResumed, findJourney, movable, queuedMarketing, standing } from "../models/journeys-admin.ts";
import { catalogOf, isByHand, settingsOf } from "../models/journey-version.ts";
import { postedForm } from "../posted-form.server.ts";
import { doToSubject } from "../subject-actions.server.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.definition.name ?? "Journey"} · Afterglow` }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { db, now } = context.app;
  const search = new URL(request.url).searchParams;
  const [shop, journey] = await Promise.all([findShop(db, shopId), findJourney(db, shopId, params["key"] ?? "")]);
  const asked = Number(search.get("version") ?? journey?.version);
  const shown = journey?.versions.find((one) => one.version === asked);
  if (!shop || !journey || !shown) throw new Response(null, { status: 404 });
  const { key, status, version } = journey;
  const [standingNow, due, queued, drawn] = await Promise.all([standing(db, shopId, key), dueWhenResumed(db, shopId, key, now()), queuedMarketing(db, shopId, key), journeyEffect(db, shop, key, shown.definition, now())]);
  const on = standingNow.reduce((sum, one) => sum + one.people, 0);
  const counts: Record<string, number> = {};
  for (const one of standingNow) if (shown.definition.steps[one.step]) counts[one.step] = (counts[one.step] ?? 0) + one.people;
  const versions = journey.versions.map((one) => ({
    version: one.version, createdAt: one.createdAt, byHand: isByHand(one),
    people: standingNow.reduce((sum, stand) => sum + (stand.version === one.version ? stand.people : 0), 0),
  }));
  const onVersion = versions.find((one) => one.version === version)?.people ?? 0;
  const changing = shown.version === version;
  const [trials, subject] = await Promise.all([
    journeyTrials(db, shop, key, shown.definition, now()),
    changing ? subjectForm(db, shop, shown.definition, search.get("subject") ?? "", onVersion) : null,
  ]);
  const catalog = catalogOf(key);
  const current = journey.versions.find((one) => one.version === version);
  return {
    key, status, version, shown: shown.version, definition: shown.definition, counts, versions, settings: catalog?.settings ?? [],
    elsewhere: on - Object.values(counts).reduce((sum, count) => sum + count, 0),
    values: catalog ? settingsOf(catalog, current?.settings) : {},
    effects: drawn.flatMap((one) => effectWords(one, shown.definition, ORDER_WITHIN_DAYS)), leftAlone: shop.settings.holdout.share,
    numbers: { on, queued, due }, move: movable(journey, standingNow, version),
    trials, subject, subjectsOf: changing ? emailsOf(shown.definition) : [], onVersion: onVersion === 0 ? null : people(onVersion),
    saved: search.has("saved"), ask: chosen(search, "ask", [...CONTROL_NAMES, "move"] as const) ?? null,
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const [key, form] = [params["key"] ?? "", await postedForm(request)];
  return (await doToSubject(context.app, shopId, key, form)) ?? doToJourney(context.app, shopId, key, form);
}

export default function Journey() {
  const data = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const [search] = useSearchParams();
  const { definition, key, version, shown, numbers } = data;
  const url = `/app/journeys/${key}`;
  const answer = (at: JourneyResult["at"]) => (result?.at === at ? <Said {...result} /> : null);
  const said = result ? (result.at === "control" ? result : null) : data.saved ? { said: `Saved: new people start on version ${version}. Who is on the journey stays on theirs.`, failed: false } : null;
  const ask = data.ask === "move" || data.ask === null ? null : data.ask;
  return (
    <Page title={definition.name} subtitle={shown === version ? `Version ${version}` : `Version ${shown}, an earlier one`} backAction={{ content: "Journeys", url: "/app/journeys" }}>
      <BlockStack gap="400">
        <JourneyControl url={url} status={data.status} numbers={numbers} ask={ask} said={said} />
        {data.subject && (
          <JourneySubject
            key={data.subject.step} url={url} version={version} form={{ ...data.subject, values: { ...data.subject.values, ...(result?.at === "subject" ? result.values : {}) } }}
            problems={result?.at === "subject" ? (result.problems ?? []) : []} said={result?.at === "subject" ? result : null}
          />
        )}
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <Section title="The way through it">
                <nav className="ag-links" aria-label="Of this journey">
                  {numbers.on > 0 && <Link to={`${url}/people`}>{`${people(numbers.on)} on it now`}</Link>}
                  <Link to={`${url}/people?show=over`}>Finished walks</Link>
                  <Link to={`${url}/backtest`}>What it would have done last year</Link>
                </nav>
                {numbers.on === 0 && <p className="ag-quiet">Nobody is on it now. {data.status === "live" ? "The next event that starts it brings someone." : "It must be live for new people to enter."}</p>}
                {data.elsewhere > 0 && <p className="ag-quiet">{people(data.elsewhere)} of other versions stand on steps that are not here.</p>}
                <JourneyFlow definition={definition} counts={data.counts} peopleUrl={`${url}/people`} subjects={{ url, steps: data.subjectsOf }} />
              </Section>
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <Section title="Does it work?">
                {answer("trial")}
                {data.trials.map((trial) => (
                  <JourneyTrial key={trial.step} url={url} version={version} trial={trial} current={shown === version} people={data.onVersion} />
                ))}
                <JourneyEffect effects={data.effects} share={data.leftAlone} />
              </Section>
              <Section title="In short">
                <JourneyAbout about={definition.about} />
              </Section>
              {data.settings.length > 0 && (
                <Section title="Settings">
                  {answer("settings")}
                  <JourneySettings
                    key={`${version}:${search.get("ask")}`} url={url} settings={data.settings} values={(result?.at === "settings" ? result.values : null) ?? data.values} problems={result?.at === "settings" ? (result.problems ?? []) : []} version={version}
                    byHand={data.versions.find((one) => one.version === version)?.byHand ?? false}
                  />
                </Section>
              )}
              <Section title="Versions">
                {answer("versions")}
                <JourneyVersions url={url} current={version} versions={data.versions} move={data.move} ask={data.ask === "move"} />
                <Link className="ag-above" to={`${url}/definition${shown === version ? "" : `?version=${shown}`}`}>
                  The definition, for engineers
                </Link>
              </Section>
              <Section title="Starts, ends and holds">
                <JourneyWatches definition={definition} />
              </Section>
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}
