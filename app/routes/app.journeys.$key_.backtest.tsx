import { BlockStack, Button, Card, Page } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { BacktestReport } from "../components/admin/backtest-report.tsx";
import type { BacktestState } from "../context.ts";
import { listJourneys } from "../models/journey.ts";
import { customerNames } from "../models/message.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `What ${data?.name ?? "it"} would have done · Afterglow` }];

const POLL = 1_000;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { db, backtests } = context.app;
  const key = params["key"] ?? "";
  const journey = (await listJourneys(db, shopId)).find((one) => one.key === key);
  if (!journey) throw new Response(null, { status: 404 });
  const state = backtests.state(shopId, key);
  const names = state.kind === "done" ? await customerNames(db, shopId, state.report.rows.map(({ customer }) => customer)) : {};
  return { shopId, key, name: journey.name, state, names };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const state = await context.app.backtests.start(shopId, params["key"] ?? "");
  if (!state) throw new Response(null, { status: 404 });
  return state;
}

export default function Backtest() {
  const { shopId, key, name, state, names } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as BacktestState | undefined;
  const { revalidate } = useRevalidator();
  const isRunning = state.kind === "running";
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(revalidate, POLL);
    return () => clearInterval(timer);
  }, [isRunning, revalidate]);
  return (
    <Page title={`What ${name} would have done last year`} backAction={{ content: name, url: `/app/journeys/${key}` }}>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <p>
              Your shop’s last year, lived through once more with this journey as it is now, beside those that are live. <b>Nobody was written to, and nothing was changed.</b>
            </p>
            <div role="status">
              <Progress state={state} />
              {answer?.kind === "too_big" && <TooBig shopId={shopId} journey={key} most={answer.most} />}
              {answer?.kind === "busy" && <p>Another look back is under way. Try again in a minute.</p>}
            </div>
            {!isRunning && (
              <Form method="post">
                <Button submit variant={state.kind === "done" ? "secondary" : "primary"}>
                  {state.kind === "done" ? "Look again" : "Look at the last year"}
                </Button>
              </Form>
            )}
          </BlockStack>
        </Card>
        {state.kind === "done" && <BacktestReport report={state.report} names={names} url={`/app/journeys/${key}/backtest`} />}
      </BlockStack>
    </Page>
  );
}

function Progress({ state }: { state: BacktestState }) {
  if (state.kind === "failed") return <p>It did not work: a fault on our side, and noted. You may try again.</p>;
  if (state.kind !== "running") return null;
  const { done, total } = state;
  return (
    <BlockStack gap="200">
      <p>{total === null ? "Reading what happened …" : `${done} of ${total} customers …`}</p>
      <progress aria-label="How far it is" {...(total === null ? {} : { value: done, max: total })} style={{ width: "100%" }} />
      <Link to="">See how far it is</Link>
    </BlockStack>
  );
}

function TooBig({ shopId, journey, most }: { shopId: string; journey: string; most: number }) {
  return (
    <p>
      Your shop has more than {most} orders: too many to look at here, while this page also serves others. Whoever runs Afterglow for you can do it with{" "}
      <code>
        npm run backtest -- --shop {shopId} --journey {journey}
      </code>
      .
    </p>
  );
}
