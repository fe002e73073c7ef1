import { BlockStack, Card, Text } from "@shopify/polaris";
import { StatusBadge } from "../status-badge.tsx";
import { When } from "../when.tsx";
import { Act } from "./act.tsx";
import type { ConnectionView, Listening } from "./view.ts";

const WORDS = {
  active: { words: "On", tone: "success" },
  created: { words: "Just set up", tone: "success" },
  repaired: { words: "Mended", tone: "info" },
  refused: { words: "Refused", tone: "critical" },
} as const;

/** What the platform sends us by itself. */
export function ListeningCard({ subscriptions, checkedAt, status, platform }: Pick<ConnectionView, "subscriptions" | "checkedAt" | "status"> & { readonly platform: string }) {
  const refused = subscriptions.filter((one) => one.state === "refused");
  const working = subscriptions.filter((one) => one.state !== "refused");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Webhooks
        </Text>
        <p>
          {subscriptions.length === 0
            ? checkedAt === null ? "Not checked yet." : `There is nothing to set up: ${platform} sends what it should without being asked.`
            : working.length === 0 ? `${platform} tells Afterglow of everything but what stands here.`
            : refused.length === 0 ? `${platform} tells Afterglow at once of all ${subscriptions.length} kinds of change.` : `${platform} refused ${refused.length} of ${subscriptions.length}. What ${refused.length === 1 ? "it" : "they"} would have told is fetched instead, a little later.`}{" "}
          {checkedAt !== null && <>Checked <When at={checkedAt} as="relative" />; this is done every night.</>}
        </p>
        {refused.length > 0 && (
          <ul className="ag-plainlist">
            {alike(refused).map((of) => (
              <li key={of[0].topic}>
                <span className="ag-line">
                  <span title={of.map((one) => one.topic).join(", ")}>
                    {of[0].subject}: {[...new Set(of.map((one) => one.event))].join(", ")}
                  </span>
                  <StatusBadge status={WORDS.refused} />
                </span>
                {of[0].reason && <p className="ag-quiet">{of[0].reason}</p>}
              </li>
            ))}
          </ul>
        )}
        {working.length > 0 && (
          <details className="ag-fold">
            <summary>What {platform} tells us of</summary>
            <ul className="ag-plainlist">
              {[...new Set(working.map((one) => one.subject))].map((subject) => (
                <Group key={subject} subject={subject} of={working.filter((one) => one.subject === subject)} />
              ))}
            </ul>
          </details>
        )}
        {status === "connected" && <Act act="check" label="Check now" hint="Check now: webhooks" />}
      </BlockStack>
    </Card>
  );
}

/** What is about the same subject and refused for the same reason says so once. */
function alike(refused: readonly Listening[]): [Listening, ...Listening[]][] {
  const groups = new Map<string, [Listening, ...Listening[]]>();
  for (const one of refused) {
    const key = JSON.stringify([one.subject, one.reason]);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/** All that is told of one subject, in one line; what had to be done about any of it beside. */
function Group({ subject, of }: { subject: string; of: readonly Listening[] }) {
  const state = of.find((one) => one.state !== "active")?.state ?? "active";
  return (
    <li title={of.map((one) => one.topic).join(", ")}>
      <span className="ag-line">
        <b>{subject}</b>
        <StatusBadge status={WORDS[state]} />
      </span>
      <p className="ag-quiet">{[...new Set(of.map((one) => one.event))].join(", ")}</p>
    </li>
  );
}
