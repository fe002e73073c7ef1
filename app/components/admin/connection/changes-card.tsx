import { BlockStack, Card, Text } from "@shopify/polaris";
import { When } from "../when.tsx";
import { Act } from "./act.tsx";
import { number, ProgressList } from "./progress.tsx";
import type { ConnectionView } from "./view.ts";

type Props = Pick<ConnectionView, "changes" | "untold" | "status"> & { readonly minutes: number; readonly paces: readonly number[] };

/** Looking for changes that no webhook told: when last, how many there were, and how often. */
export function ChangesCard({ changes, untold, status, minutes, paces }: Props) {
  const lastAt = changes.length === 0 ? null : Math.max(...changes.map((row) => row.startedAt));
  const troubled = changes.filter((row) => row.status === "failed" || row.reason !== null);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Changes your store did not tell
        </Text>
        <p>
          {lastAt === null ? "Webhooks get lost. Afterglow looks for what they should have told, and has not done so yet." : <>Last looked <When at={lastAt} as="relative" />. {found(untold)}</>}
        </p>
        {troubled.length > 0 && <ProgressList rows={troubled} />}
        {status === "connected" && <Act act="changes" label="Look now" hint="Look now for changes" />}
        <Act act="pace" label="Save" hint="Save how often to look">
          <span className="ag-field">
            <label htmlFor="minutes">How often to look</label>
            <select id="minutes" name="minutes" key={minutes} defaultValue={minutes}>
              {paces.map((pace) => (
                <option key={pace} value={pace}>
                  {pace === 1 ? "Every minute" : pace === 60 ? "Every hour" : `Every ${pace} minutes`}
                </option>
              ))}
            </select>
          </span>
        </Act>
      </BlockStack>
    </Card>
  );
}

function found(untold: number): string {
  if (untold === 0) return "In the last seven days your store told us of everything itself.";
  return `In the last seven days ${number(untold)} ${untold === 1 ? "change was" : "changes were"} fetched that no webhook had told.`;
}
