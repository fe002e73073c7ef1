import { Card } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { WALK_WORDS } from "../words/journey-words.ts";
import { StatusBadge } from "./status-badge.tsx";
import { When } from "./when.tsx";

export type ShownWalk = {
  readonly id: string;
  readonly profileId: string;
  readonly customer: string;
  readonly status: string;
  readonly step: string;
  readonly about: string | null;
  readonly version: number | null;
  readonly dueAt: number | null;
  readonly enteredAt: number;
  readonly endedAt: number | null;
  readonly endReason: string | null;
  readonly goal: boolean;
  readonly held: string | null;
  readonly trail: readonly { readonly at: number; readonly note: string }[];
};

/** Walks of a journey, each with the way it took. */
export function WalkList({ walks, empty, footer }: { walks: readonly ShownWalk[]; empty: ReactNode; footer: ReactNode }) {
  return (
    <Card padding="0">
      {walks.length === 0 ? (
        <div className="ag-empty">{empty}</div>
      ) : (
        <ul className="ag-walks">
          {walks.map((walk) => (
            <li key={walk.id}>
              <header>
                <Link to={`/app/customers/${walk.profileId}`}>{walk.customer}</Link>
                <StatusBadge status={walk.goal ? { words: "Reached the goal", tone: "success" } : (WALK_WORDS[walk.status] ?? { words: walk.status, tone: undefined })} />
                <When at={walk.endedAt ?? walk.enteredAt} as="day" />
              </header>
              <p>
                {walk.endReason ?? walk.step}
                {walk.about && <span className="ag-quiet"> · {walk.about}</span>}
                {walk.endReason === null && walk.dueAt !== null && (
                  <span className="ag-quiet">
                    {" "}
                    · goes on <When at={walk.dueAt} as="relative" />
                  </span>
                )}
              </p>
              {walk.held && <p className="ag-quiet">Held: {walk.held}</p>}
              {walk.version !== null && <p className="ag-quiet">on version {walk.version}</p>}
              {walk.trail.length > 0 && (
                <details>
                  <summary>{walk.endedAt === null ? "The way so far" : "The way it took"}</summary>
                  <ol className="ag-steps">
                    {walk.trail.map((stop, index) => (
                      <li key={index}>
                        <span>{stop.note}</span>
                        <When at={stop.at} />
                      </li>
                    ))}
                  </ol>
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
      {footer}
    </Card>
  );
}
