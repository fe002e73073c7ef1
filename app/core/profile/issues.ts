/** Tickets, returns and tasks of one customer: opened and closed in whatever order we hear of it. */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { firstText } from "../event/order-state.ts";
import type { Issue } from "./profile.ts";

export type Issues = Readonly<Record<string, Issue>>;

/** Bounds the row; the newest are kept. */
const KEPT = 40;

/** The issues after one more event. */
export function withIssue(issues: Issues, event: CanonicalEvent): Issues {
  const change = changeOf(event);
  if (!change) return issues;
  const { ref, opened, ...about } = change;
  const issue: Issue = { ...about, openedAt: opened ? event.at : null, closedAt: opened ? null : event.at };
  const known = issues[ref];
  return bounded({ ...issues, [ref]: known ? joinIssues(known, issue) : issue });
}

export function mergeIssues(one: Issues, other: Issues): Issues {
  const merged: Record<string, Issue> = { ...one };
  for (const [ref, issue] of Object.entries(other)) merged[ref] = merged[ref] ? joinIssues(merged[ref], issue) : issue;
  return bounded(merged);
}

/** A closing that is not older than the opening settles it; opened again later, it is open. */
export function isOpen(issue: Issue): boolean {
  return issue.openedAt !== null && (issue.closedAt === null || issue.closedAt < issue.openedAt);
}

export function openIssues(issues: Issues, kind: Issue["kind"]): Issue[] {
  return Object.values(issues).filter((issue) => issue.kind === kind && isOpen(issue));
}

function changeOf(event: CanonicalEvent): { ref: string; kind: Issue["kind"]; opened: boolean; orderRef: string | null } | null {
  switch (event.type) {
    case "ticket.opened":
    case "ticket.solved":
      return { ref: `ticket:${event.data.ticketRef}`, kind: "ticket", opened: event.type === "ticket.opened", orderRef: event.data.orderRef };
    case "return.requested":
    case "return.closed":
      return { ref: `return:${event.data.returnRef}`, kind: "return", opened: event.type === "return.requested", orderRef: event.data.orderRef };
    case "task.opened":
    case "task.closed":
      return { ref: `task:${event.data.taskRef}`, kind: "task", opened: event.type === "task.opened", orderRef: event.data.orderRef };
    default:
      return null;
  }
}

function joinIssues(a: Issue, b: Issue): Issue {
  return { kind: a.kind, orderRef: firstText(a.orderRef, b.orderRef), openedAt: later(a.openedAt, b.openedAt), closedAt: later(a.closedAt, b.closedAt) };
}

function later(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function bounded(issues: Issues): Issues {
  const refs = Object.keys(issues);
  if (refs.length <= KEPT) return issues;
  const at = (ref: string): number => Math.max(issues[ref]?.openedAt ?? 0, issues[ref]?.closedAt ?? 0);
  return Object.fromEntries(refs.sort((a, b) => at(b) - at(a) || (a < b ? -1 : 1)).slice(0, KEPT).map((ref) => [ref, issues[ref] as Issue]));
}
