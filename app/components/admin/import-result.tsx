import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { Form } from "@remix-run/react";
import type { ImportState } from "../../core/event/import-state.ts";
import { Facts } from "./facts.tsx";
import { When } from "./when.tsx";

type Props = { readonly state: Extract<ImportState, { kind: "checked" | "done" }>; readonly isSending: boolean };

const PLATFORMS: Readonly<Record<string, string>> = { shopify: "Shopify", woocommerce: "WooCommerce" };
const shown = (n: number): string => n.toLocaleString("en-GB");
const counted = (n: number, one: string): string => `${shown(n)} ${one}${n === 1 ? "" : "s"}`;

/** What a file holds and what came, or would come, of it. */
export function ImportResult({ state, isSending }: Props) {
  const { name, totals, problems } = state;
  const isDone = state.kind === "done";
  return (
    <>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {titleOf(state)}
          </Text>
          <p className="ag-quiet">
            {name}, an export from {PLATFORMS[totals.platform ?? ""] ?? "your store"}
            {isDone && (
              <>
                , imported <When at={state.at} />
              </>
            )}
          </p>
          <Facts
            facts={[
              { label: "Rows", value: shown(totals.rows) },
              { label: "Orders", value: shown(totals.orders) },
              { label: "Customers", value: shown(totals.customers) },
              { label: isDone ? "Imported" : "To import", value: shown(totals.taken) },
              { label: "Known already", value: shown(totals.unchanged) },
              { label: "Cannot be read", value: shown(totals.notTaken) },
            ]}
          />
          {totals.withoutId > 0 && (
            <p>
              {counted(totals.withoutId, "order")} in this file {totals.withoutId === 1 ? "has" : "have"} no id and can be told by number alone. If you can, export again with the column “Id”, so that no order is ever there twice.
            </p>
          )}
          <InlineStack gap="200">
            {!isDone && totals.taken > 0 && <Ask intent="start" words={`Import ${counted(totals.taken, "order")}`} isSending={isSending} primary />}
            <Ask intent="forget" words={isDone ? "Import another file" : "Choose another file"} isSending={isSending} />
          </InlineStack>
        </BlockStack>
      </Card>
      {totals.problems > 0 && <Problems problems={problems} all={totals.problems} />}
    </>
  );
}

function titleOf({ kind, totals: { taken, orders } }: Props["state"]): string {
  if (kind === "done") return `${counted(taken, "order")} imported`;
  if (taken > 0) return `${counted(taken, "order")} can be imported`;
  return orders > 0 ? "Nothing new in this file" : "No orders in this file";
}

function Ask({ intent, words, isSending, primary = false }: { intent: string; words: string; isSending: boolean; primary?: boolean }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <Button submit variant={primary ? "primary" : "secondary"} disabled={isSending}>
        {words}
      </Button>
    </Form>
  );
}

function Problems({ problems, all }: { problems: Props["state"]["problems"]; all: number }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What cannot be read
        </Text>
        <p className="ag-quiet">
          {all > problems.length ? `The first ${problems.length} of ${counted(all, "place")}. ` : ""}Everything else is imported all the same. Mend these in your store, export again, and import that file too.{" "}
          <a href="/app/import/problems" download>
            Download all as CSV
          </a>
        </p>
        <div className="ag-problems" role="region" aria-label="Places in the file that cannot be read" tabIndex={0}>
          <dl>
            {problems.map(({ line, field, problem }, index) => (
              <div key={index}>
                <dt>
                  Line {line}
                  {field && `, ${field}`}
                </dt>
                <dd>{problem}</dd>
              </div>
            ))}
          </dl>
        </div>
      </BlockStack>
    </Card>
  );
}
