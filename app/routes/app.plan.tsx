import { BlockStack, Button, InlineGrid, Page, Text } from "@shopify/polaris";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useEffect } from "react";
import { PlanCard } from "../components/admin/plan-card.tsx";
import { Said } from "../components/admin/said.tsx";
import { When } from "../components/admin/when.tsx";
import { PlatformError } from "../core/event/platform-error.ts";
import { GROW, planState, readPlan } from "../core/plan.ts";
import { findConnection } from "../models/connection.ts";
import { postedForm } from "../posted-form.server.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Plan · Afterglow" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId, shop } = await requireWho(request, context);
  const { db, shopify } = context.app;
  if (shop.platform !== "shopify" || !shopify) return { billed: false, stale: false, lapsed: false, plan: null };
  // Shopify leads back here with it after the merchant's yes.
  const stale = new URL(request.url).searchParams.has("charge_id") && !(await reread(shopify.plans.refresh, shopId));
  const plan = readPlan((await findConnection(db, shopId))?.plan);
  return { billed: true, stale, lapsed: planState(plan) === "lapsed", plan };
}

/** @returns whether Shopify could be asked; if not, the page says so and shows what was known */
async function reread(refresh: (shopId: string) => Promise<void>, shopId: string): Promise<boolean> {
  try {
    await refresh(shopId);
    return true;
  } catch (error) {
    if (error instanceof PlatformError) return false;
    throw error;
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireWho(request, context);
  const { shopify } = context.app;
  if (shop.platform !== "shopify" || !shopify) return { leadsTo: null, said: "Nothing is billed for this shop.", failed: true };
  const wanted = (await postedForm(request)).get("plan");
  try {
    if (wanted === "grow") return { leadsTo: await shopify.plans.choose(request), said: "Shopify asks you to approve the plan.", failed: false };
    if (wanted !== "free") return { leadsTo: null, said: "Choose one of the two plans.", failed: true };
    await shopify.plans.end(request);
  } catch (error) {
    if (error instanceof PlatformError) return { leadsTo: null, said: error.forMerchant, failed: true };
    throw error;
  }
  return redirect("/app/plan");
}

export default function Plan() {
  const { billed, stale, lapsed, plan } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const paid = plan?.name === "grow";
  useEffect(() => {
    // Out of the frame: Shopify's page of approval does not open in one.
    if (result?.leadsTo) window.open(result.leadsTo, "_top");
  }, [result]);
  return (
    <Page title="Plan" subtitle="What your customers need to know of their orders is sent in every plan.">
      <BlockStack gap="400">
        {result && <Said said={result.said} failed={result.failed} />}
        {stale && <Said said="Shopify could not be asked just now. What you see is what was known before; it is read again tonight." failed />}
        {lapsed && <Said said="Your Grow plan has ended. Marketing waits; order messages and tracking pages go on. Choose Grow again to send everything." failed />}
        {billed ? (
          <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
            <PlanCard name="Free" price="$0" current={!paid} gives={["Messages about orders and parcels, and tracking pages", "Every customer’s profile, and the reason for each message", "Journeys to build, and to try on your own past"]}>
              {paid && <Choice plan="free" words="Change to Free" />}
            </PlanCard>
            <PlanCard name={GROW.name} price={`$${GROW.price / 100}`} per={`every ${GROW.days} days`} current={paid} gives={["Everything in Free", "Journeys that write to your customers: guides, review requests, win-backs, referrals", "Every way of sending that you switch on"]}>
              {paid ? <Paid plan={plan} /> : <Choice plan="grow" words={`Try Grow free for ${GROW.trialDays} days`} primary />}
            </PlanCard>
          </InlineGrid>
        ) : (
          <Said said="Nothing is billed for this shop: everything is included." failed={false} />
        )}
      </BlockStack>
    </Page>
  );
}

function Choice({ plan, words, primary = false }: { plan: "free" | "grow"; words: string; primary?: boolean }) {
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" action="/app/plan" replace>
      <input type="hidden" name="plan" value={plan} />
      <Button submit disabled={busy} {...(primary && { variant: "primary" })}>
        {words}
      </Button>
    </Form>
  );
}

function Paid({ plan: { trialEndsAt, renewsAt, test } }: { plan: { trialEndsAt: number | null; renewsAt: number | null; test: boolean } }) {
  return (
    <Text as="p" tone="subdued">
      {trialEndsAt !== null ? <>Your trial ends on <When at={trialEndsAt} as="day" />.</> : renewsAt !== null && <>Shopify bills it again on <When at={renewsAt} as="day" />.</>}
      {test && " This is a test charge: nothing is paid."}
    </Text>
  );
}
