import { Badge } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import type { Trouble } from "../../models/home.ts";
import { When } from "./when.tsx";

type Props = {
  readonly trouble: Trouble;
  readonly messages: Readonly<Record<string, number>>;
  readonly silent: readonly { readonly name: string; readonly lastAt: number | null }[];
  /** The connection to the store does not work. */
  readonly broken: boolean;
  readonly days: number;
  /** Tasks open for a person. */
  readonly tasks: number;
};

/** What waits for a person, worst first; one sentence when nothing does. */
export function Attention({ trouble, messages, silent, broken, days, tasks }: Props) {
  const { failed, quarantined, stuck, overdue } = trouble;
  const lost = (messages["failed"] ?? 0) + (messages["bounced"] ?? 0);
  const unknown = messages["unknown"] ?? 0;
  const items: { key: string; critical?: boolean; body: ReactNode }[] = [
    ...(broken ? [{ key: "broken", critical: true, body: <><Link to="/app/connection">The connection to your store does not work</Link>: connect it again.</> }] : []),
    ...(stuck > 0 ? [{ key: "stuck", critical: true, body: <><Link to="/app/deliveries?status=pending">{plural(stuck, "delivery has", "deliveries have")} waited</Link> for more than ten minutes: the worker may not be running.</> }] : []),
    ...(overdue > 0 ? [{ key: "overdue", critical: true, body: <><Link to="/app/journeys">{plural(overdue, "customer's journey is", "customers' journeys are")} late</Link>: the worker may not be running.</> }] : []),
    ...(failed > 0 ? [{ key: "failed", critical: true, body: <Link to="/app/deliveries?status=failed">{plural(failed, "delivery", "deliveries")} failed on our side</Link> }] : []),
    ...(quarantined > 0 ? [{ key: "quarantined", body: <Link to="/app/deliveries?status=quarantined">{plural(quarantined, "delivery", "deliveries")} could not be understood</Link> }] : []),
    ...(lost > 0 ? [{ key: "lost", body: <Link to="/app/messages?status=trouble">{plural(lost, "message", "messages")} failed or came back in the last {days} days</Link> }] : []),
    ...(tasks > 0 ? [{ key: "tasks", body: <Link to="/app/tasks">{plural(tasks, "task waits", "tasks wait")} for your team</Link> }] : []),
    ...(unknown > 0 ? [{ key: "unknown", body: <Link to="/app/messages?status=unknown">Of {plural(unknown, "message", "messages")} nobody knows whether it arrived</Link> }] : []),
    ...silent.map(({ name, lastAt }) => ({
      key: `silent:${name}`,
      body: <>Nobody has entered the journey “{name}” {lastAt === null ? "yet." : <>since <When at={lastAt} as="day" />.</>}</>,
    })),
  ];
  if (items.length === 0) return <p className="ag-quiet">Nothing. Everything that came in was understood, and every message found its way.</p>;
  return (
    <ul className="ag-troubles">
      {items.map(({ key, critical, body }) => (
        <li key={key}>
          <Badge tone={critical ? "critical" : "attention"}>{critical ? "Act now" : "Look at it"}</Badge> <span>{body}</span>
        </li>
      ))}
    </ul>
  );
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
