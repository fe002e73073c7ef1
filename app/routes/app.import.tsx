import { BlockStack, Card, Page } from "@shopify/polaris";
import { json, unstable_parseMultipartFormData } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { ImportHelp } from "../components/admin/import-help.tsx";
import { ImportProgress } from "../components/admin/import-progress.tsx";
import { ImportResult } from "../components/admin/import-result.tsx";
import { ImportUpload } from "../components/admin/import-upload.tsx";
import { Said } from "../components/admin/said.tsx";
import type { Imports } from "../context.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Import orders · Afterglow" }];

const POLL = 1_000;

const BUSY = "A file is being read already. Wait until it is done and try again.";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId, shop } = await requireWho(request, context);
  const { imports } = context.app;
  return { platform: shop.platform, state: imports.state(shopId), mostBytes: imports.mostBytes };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { imports } = context.app;
  const type = request.headers.get("content-type") ?? "";
  const said = type.startsWith("multipart/form-data") ? await upload(request, shopId, imports) : await asked(request, shopId, imports);
  return json({ said }, { status: said === null ? 200 : 422 });
}

/** The file goes to the disk as it comes. @returns what is wrong with it, for the merchant */
async function upload(request: Request, shopId: string, imports: Imports): Promise<string | null> {
  if (imports.isBusy(shopId)) return BUSY;
  const arrived: { as: Awaited<ReturnType<Imports["offer"]>> | "none" } = { as: "none" };
  try {
    await unstable_parseMultipartFormData(request, async ({ name, filename, data }) => {
      if (name === "file" && filename && arrived.as === "none") arrived.as = await imports.offer(shopId, filename, data);
      else for await (const _ of data);
      return "";
    });
  } catch (error) {
    // The disk's errors have a code; the others say that the body ended too early or is no form.
    if (!(error instanceof Error) || "code" in error) throw error;
    if (arrived.as !== "too_big") return "The file did not arrive whole. Choose it again.";
  }
  return { none: "Choose a file first.", busy: BUSY, too_big: tooBig(imports.mostBytes), checking: null }[arrived.as];
}

async function asked(request: Request, shopId: string, imports: Imports): Promise<string | null> {
  const intent = (await request.formData().catch(() => new FormData())).get("intent");
  if (intent === "forget") await imports.forget(shopId);
  if (intent !== "start") return null;
  const outcome = imports.start(shopId);
  if (outcome === "busy") return BUSY;
  return outcome === "gone" ? "That file is no longer here. Choose it again." : null;
}

function tooBig(most: number): string {
  return `The file is larger than ${Math.floor(most / 1e6)} MB. Pack it as .gz, or export a shorter period and import one file after the other.`;
}

export default function Import() {
  const { platform, state, mostBytes } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { revalidate } = useRevalidator();
  const { state: sending } = useNavigation();
  const isRunning = state.kind === "checking" || state.kind === "importing";
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(revalidate, POLL);
    return () => clearInterval(timer);
  }, [isRunning, revalidate]);
  const isSending = sending === "submitting";
  return (
    <Page title="Import orders" backAction={{ content: "Connection", url: "/app/connection" }}>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <p>
              Bring in the orders of the years before Afterglow, so that it knows your customers from the first day. <b>Nobody is written to because of an import</b>, and importing the same file twice changes nothing.
            </p>
            {answer?.said && <Said said={answer.said} failed />}
            <div className="ag-status" role="status">
              <ImportProgress state={state} />
            </div>
            {(state.kind === "none" || state.kind === "unusable" || state.kind === "failed") && <ImportUpload mostBytes={mostBytes} isSending={isSending} />}
          </BlockStack>
        </Card>
        {(state.kind === "checked" || state.kind === "done") && <ImportResult state={state} isSending={isSending} />}
        {(state.kind === "none" || state.kind === "unusable") && <ImportHelp platform={platform} />}
      </BlockStack>
    </Page>
  );
}
