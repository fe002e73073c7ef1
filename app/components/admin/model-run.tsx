import { Button, Card, Text } from "@shopify/polaris";
import { Form, useNavigation } from "@remix-run/react";
import type { ModelPage } from "../../models/model-page.ts";
import { number } from "./connection/progress.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { When } from "./when.tsx";

const DRIFT = {
  none: { words: "As before", tone: "success" },
  some: { words: "Moved somewhat", tone: "attention" },
  much: { words: "Moved a lot", tone: "critical" },
  unknown: { words: "Not known yet", tone: undefined },
} as const;

/** When customers were scored, what is under way, how they moved since, and the button to do it now: what a merchant looks for first. */
export function ModelRun({ fit, run, drift, underWay }: Pick<ModelPage, "fit" | "run" | "drift"> & { underWay: boolean }) {
  const submitting = useNavigation().state === "submitting";
  return (
    <Card>
      <div className="ag-scoring">
        <div>
          <Text as="h2" variant="headingMd">
            Scoring
          </Text>
          {run && underWay && <RunProgress run={run} />}
          {run?.status === "failed" && <p className="ag-wrong">{run.reason ?? "The last scoring could not be finished."} What was made before stays in use.</p>}
          {fit && <LastTime fit={fit} run={run} />}
          {drift && (
            <p className="ag-beside">
              <StatusBadge status={DRIFT[drift.level]} /> <span>{drift.words}</span>
            </p>
          )}
          <p className="ag-quiet">It is done every night; between nights scores follow what each customer does.</p>
        </div>
        <Form method="post" replace>
          <input type="hidden" name="do" value="score" />
          <Button submit loading={submitting} disabled={underWay || submitting}>
            Score again now
          </Button>
        </Form>
      </div>
    </Card>
  );
}

function LastTime({ fit, run }: { fit: NonNullable<ModelPage["fit"]>; run: ModelPage["run"] }) {
  return (
    <p>
      {run?.status === "done" && run.endedAt !== null && (
        <>
          Customers were scored <When at={run.endedAt} as="relative" />.{" "}
        </>
      )}
      What is known was learnt on <When at={fit.inForceFrom} as="day" /> from {number(fit.orders)} {fit.orders === 1 ? "order" : "orders"} of {number(fit.customers)} {fit.customers === 1 ? "customer" : "customers"}, up to <When at={fit.asOf} as="day" />.
    </p>
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
