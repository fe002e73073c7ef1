import { BlockStack, Card, Text } from "@shopify/polaris";
import type { NextWords } from "../words/next-words.ts";
import { clock, longDay } from "../words/moments.ts";
import { Facts } from "./facts.tsx";
import { When } from "./when.tsx";

export type NextStep = NextWords & { readonly id: string; readonly dueAt: number | null; readonly about: string | null };

/** What Afterglow will do for this customer next, and what would stop it. */
export function NextCard({ walks, zone }: { walks: readonly NextStep[]; zone: string }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          What happens next
        </Text>
        {walks.length === 0 && <p className="ag-quiet">Nothing is planned. The next order, delivery or answer may start something.</p>}
        {walks.map((walk) => (
          <section key={walk.id} className="ag-next">
            <h3>
              {walk.now}
              {walk.dueAt !== null && (
                <span className="ag-next-due">
                  {walk.waitsFor && "at the latest "}
                  <When at={walk.dueAt} as="relative" />
                </span>
              )}
            </h3>
            <p className="ag-quiet">
              {walk.journey}
              {walk.about && `, ${walk.about}`}
            </p>
            <Facts facts={lines(walk, zone)} />
            {walk.stops.length > 0 && (
              <details className="ag-more">
                <summary>What would end it early</summary>
                <List items={walk.stops} />
              </details>
            )}
          </section>
        ))}
      </BlockStack>
    </Card>
  );
}

function lines(walk: NextStep, zone: string) {
  const due = walk.dueAt === null ? null : `${longDay(walk.dueAt, zone)}, ${clock(walk.dueAt, zone)} where the customer lives`;
  return [
    ...(walk.stays ? [{ label: "Stays here", value: walk.stays }] : []),
    ...(walk.because ? [{ label: "Began with", value: walk.because }] : []),
    ...walk.arms.map(({ split, arm }) => ({ label: split, value: arm })),
    ...(walk.waitsFor ? [{ label: "Goes on when", value: walk.waitsFor }] : []),
    ...(due ? [{ label: walk.waitsFor ? "At the latest" : walk.held ? "Held until" : "Goes on", value: due }] : []),
    ...(walk.then.length > 0 ? [{ label: "Then", value: <List items={walk.then} join="or" /> }] : []),
  ];
}

function List({ items, join }: { items: readonly string[]; join?: string }) {
  return (
    <ul className="ag-list">
      {items.map((item, index) => (
        <li key={item}>
          {join && index > 0 ? `${join} ` : ""}
          {item}
        </li>
      ))}
    </ul>
  );
}
