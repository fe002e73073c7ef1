import { BlockStack, Card, Text } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Report } from "../../simulation/report.ts";
import { channelWord } from "../words/event-words.ts";
import { ruleWords } from "../words/fact-words.ts";
import { Figure } from "./figure.tsx";
import { Table } from "./table.tsx";
import { When } from "./when.tsx";

const PATHS = 8;

type Props = { readonly report: Report; readonly names: Readonly<Record<string, string>>; /** Where a row's trace is, without the customer. */ readonly url: string };

/** A backtest's main figures, its paths and reasons, and rows that open. */
export function BacktestReport({ report, names, url }: Props) {
  const { again } = report;
  return (
    <>
      <div className="ag-figures" role="group" aria-label="What it would have done">
        <Figure label="Would have entered" value={count(report.customersEntered)}>{`of ${count(report.customers)} customers, ${count(report.entered)} times`}</Figure>
        <Figure label="Would have been sent" value={count(report.sent)}>{sorted(report.channels).map(([channel, n]) => `${count(n)} by ${channelWord(channel)}`).join(", ")}</Figure>
        <Figure label="Held back for a while" value={count(sum(report.held))}>{`${count(sum(report.dropped))} not sent at all`}</Figure>
        <Figure label="Ordered again by themselves" value={again.observed === 0 ? "–" : `${Math.round((100 * again.bought) / again.observed)} %`}>{`within 90 days, of ${count(again.observed)} whose 90 days can be seen`}</Figure>
      </div>
      <p className="ag-quiet">
        Those who ordered again did so without these messages: nobody received them. It is <b>not</b> an effect of the messages.
      </p>
      <Section title="By which path">
        <Tally rows={sorted(report.paths).slice(0, PATHS)} />
      </Section>
      {Object.keys(report.refused).length > 0 && (
        <Section title="Did not start, and why">
          <Tally rows={sorted(report.refused).slice(0, PATHS)} />
        </Section>
      )}
      <Reasons title="Held back for a while, and why" reasons={report.held} />
      <Reasons title="Not sent at all, and why" reasons={report.dropped} />
      <Table
        caption="Some who would have entered"
        rows={report.rows}
        keyOf={(row) => `${row.customer} ${row.enteredAt} ${row.about}`}
        columns={[
          { title: "Customer", long: true, cell: (row) => <Link className="ag-row" to={`${url}/${row.customer}`}>{names[row.customer] ?? "Customer"}</Link> },
          { title: "About", cell: (row) => row.about },
          { title: "Would have got", cell: (row) => row.path },
          { title: "Ended", wideOnly: true, cell: (row) => row.ended },
          { title: "Entered", align: "end", cell: (row) => <When at={row.enteredAt} /> },
        ]}
        empty="Nobody would have entered."
        footer={report.rowsLeftOut > 0 ? <p className="ag-quiet" style={{ padding: "0.75rem" }}>{`… and ${count(report.rowsLeftOut)} more`}</p> : null}
      />
    </>
  );
}

function Reasons({ title, reasons }: { title: string; reasons: Report["held"] }) {
  const rows = Object.entries(reasons).toSorted((a, b) => b[1].count - a[1].count);
  if (rows.length === 0) return null;
  return (
    <Section title={title}>
      <Tally rows={rows.map(([rule, { count: n, reason }]) => [`${ruleWords(rule)} For example: “${reason}”`, n])} />
    </Section>
  );
}

function Tally({ rows }: { rows: readonly (readonly [words: string, n: number])[] }) {
  return (
    <ul>
      {rows.map(([words, n]) => (
        <li key={words}>
          <b>{count(n)}</b> {words}
        </li>
      ))}
    </ul>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}

function sum(reasons: Report["held"]): number {
  return Object.values(reasons).reduce((total, { count: n }) => total + n, 0);
}

function sorted(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).toSorted((a, b) => b[1] - a[1]);
}

/** "12,345" */
function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
