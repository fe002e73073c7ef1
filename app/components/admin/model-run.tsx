import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { Form, useNavigation } from "@remix-run/react";
import type { ModelPage } from "../../models/model-page.ts";
import { number } from "./connection/progress.tsx";
import { Facts } from "./facts.tsx";
import { StatusBadge } from "./status-badge.tsx";
import type { Fact } from "./facts.tsx";
import { When } from "./when.tsx";

const DRIFT = {
  none: { words: "As before", tone: "success" },
  some: { words: "Moved somewhat", tone: "attention" },
  much: { words: "Moved a lot", tone: "critical" },
  unknown: { words: "Not known yet", tone: undefined },
} as const;

/** When the models were made, how customers moved since, what is under way, and the button to do it now. */
export function ModelRun({ fit, run, drift, underWay }: Pick<ModelPage, "fit" | "run" | "drift"> & { underWay: boolean }) {
  const submitting = useNavigation().state === "submitting";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Scoring
        </Text>
        {run && underWay && <RunProgress run={run} />}
        {run?.status === "failed" && <p className="ag-wrong">{run.reason ?? "The last scoring could not be finished."} What was made before stays in use.</p>}
        {fit && <Facts facts={factsOf(fit, run)} />}
        {drift && (
          <p>
            <StatusBadge status={DRIFT[drift.level]} /> {drift.words}
          </p>
        )}
        <p className="ag-quiet">Every night customers are scored anew, and what is learnt is learnt anew when there is reason to. Between nights each customer’s scores follow what they do.</p>
        <Form method="post" replace>
          <input type="hidden" name="do" value="score" />
          <Button submit loading={submitting} disabled={underWay || submitting}>
            Score again now
          </Button>
        </Form>
      </BlockStack>
    </Card>
  );
}

function RunProgress({ run }: { run: NonNullable<ModelPage["run"]> }) {
  const phase = run.status === "waiting" ? "In line: it begins in a moment" : (run.phase ?? "At work");
  return (
    <div className="ag-progress">
      <div className="ag-progress-head">
        <b>{phase}</b>
        {run.total !== null && run.status !== "waiting" && (
          <span className="ag-progress-count">
            {number(run.done)} of {number(Math.max(run.done, run.total))}
          </span>
        )}
      </div>
      {run.total !== null && run.total > 0 && run.status !== "waiting" && <progress max={run.total} value={Math.min(run.done, run.total)} aria-label={phase} />}
      {run.reason !== null && <p className="ag-quiet">{run.reason} It is tried again soon.</p>}
      <p role="status" className="ag-quiet">
        This goes on by itself if you leave the page.
      </p>
    </div>
  );
}

function factsOf(fit: NonNullable<ModelPage["fit"]>, run: ModelPage["run"]): Fact[] {
  return [
    { label: "Learnt", value: <When at={fit.inForceFrom} /> },
    { label: "Knows all up to", value: <When at={fit.asOf} /> },
    { label: "From", value: `${number(fit.customers)} customers, ${number(fit.orders)} orders` },
    ...(run?.status === "done" && run.endedAt !== null ? [{ label: "Scored", value: <When at={run.endedAt} as="relative" /> }] : []),
  ];
}
