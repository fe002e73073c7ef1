import { useRevalidator } from "@remix-run/react";
import { useEffect } from "react";
import { StatusBadge } from "../status-badge.tsx";
import type { Progress as Row } from "./view.ts";

const WORDS = {
  done: { words: "Done", tone: "success" },
  reading: { words: "Reading", tone: "info" },
  waiting: { words: "In line", tone: undefined },
  later: { words: "Tried again soon", tone: "attention" },
  failed: { words: "Stopped", tone: "critical" },
} as const;

const WATCH_MS = 2_500;

/** How far each kind of thing is: words, a number, and a bar where the platform tells how many there are. */
export function ProgressList({ rows }: { rows: readonly Row[] }) {
  const now = rows.find((row) => row.status === "waiting");
  return (
    <ul className="ag-progress">
      {rows.map((row) => (
        <li key={row.resource}>
          <div className="ag-progress-head">
            <b>{row.label}</b>
            <span className="ag-progress-count">{counted(row)}</span>
            <StatusBadge status={WORDS[stateOf(row, row === now)]} />
          </div>
          {row.status === "waiting" && row.total !== null && row.total > 0 && <progress max={row.total} value={Math.min(row.done, row.total)} aria-label={row.label} />}
          {row.reason !== null && <p className={row.status === "failed" ? "ag-wrong" : "ag-quiet"}>{row.reason}</p>}
          {row.note !== null && <p className="ag-quiet">{row.note}</p>}
        </li>
      ))}
    </ul>
  );
}

/** Looks again every few seconds while something moves. */
export function useWatching(on: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!on || state !== "idle") return;
    const timer = setTimeout(revalidate, WATCH_MS);
    return () => clearTimeout(timer);
  }, [on, state, revalidate]);
}

function stateOf(row: Row, isNow: boolean): keyof typeof WORDS {
  if (row.status !== "waiting") return row.status;
  if (row.reason !== null) return "later";
  return isNow ? "reading" : "waiting";
}

function counted({ status, done, total }: Row): string {
  if (total !== null && status === "waiting") return `${number(done)} of ${number(Math.max(done, total))}`;
  return done > 0 || status === "done" ? number(done) : "";
}

/** With commas, the same on server and browser. */
export function number(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
