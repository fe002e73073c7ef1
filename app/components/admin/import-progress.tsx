import { BlockStack } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import type { ImportState } from "../../core/event/import-state.ts";
import { Said } from "./said.tsx";

/** What is going on with the file, or what is wrong with it. */
export function ImportProgress({ state }: { state: ImportState }) {
  if (state.kind === "unusable") return <Said said={`${state.name} was not read. ${state.reason}`} failed />;
  if (state.kind === "failed") return <Said said="It did not work: a fault on our side, and noted. What was imported stays. Choose the file again and it goes on." failed />;
  if (state.kind !== "checking" && state.kind !== "importing") return null;
  const { name, done, total, kind } = state;
  const amount = kind === "checking" ? `${percentOf(done, total)} %` : `${done.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")} orders`;
  return (
    <BlockStack gap="200">
      <p>
        {kind === "checking" ? "Checking" : "Importing"} {name}: {amount}
      </p>
      <progress aria-label="How far it is" value={done} max={Math.max(1, total)} style={{ width: "100%" }} />
      <p className="ag-quiet">You may leave this page: it goes on. <Link to="">See how far it is</Link></p>
    </BlockStack>
  );
}

function percentOf(done: number, total: number): number {
  return total === 0 ? 100 : Math.floor((done / total) * 100);
}
