import { BlockStack, Button, InlineStack } from "@shopify/polaris";
import { Form } from "@remix-run/react";
import { useState } from "react";
import { Said } from "./said.tsx";

/** Chooses a file and sends it to be checked, which changes nothing. */
export function ImportUpload({ mostBytes, isSending }: { mostBytes: number; isSending: boolean }) {
  const [tooBig, setTooBig] = useState(false);
  const most = `${Math.floor(mostBytes / 1e6)} MB`;
  return (
    <Form method="post" encType="multipart/form-data">
      <BlockStack gap="300">
        <div className="ag-file">
          <label htmlFor="orders-file">Orders export (CSV, or packed as .gz, up to {most})</label>
          <input id="orders-file" type="file" name="file" accept=".csv,.gz,.txt,text/csv" required onChange={(event) => setTooBig((event.currentTarget.files?.[0]?.size ?? 0) > mostBytes)} />
        </div>
        {tooBig && <Said said={`This file is larger than ${most}. Pack it as .gz, or export a shorter period and import one file after the other.`} failed />}
        <InlineStack>
          <Button submit variant="primary" loading={isSending} disabled={tooBig}>
            Check the file
          </Button>
        </InlineStack>
        <p className="ag-quiet">Checking changes nothing. You see what would be imported, and decide then.</p>
      </BlockStack>
    </Form>
  );
}
