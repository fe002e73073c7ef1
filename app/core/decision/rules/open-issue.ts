import { openIssues } from "../../profile/issues.ts";
import { DAY } from "../../shared/instant.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { MessageRule } from "../decision.ts";

/** A held message is looked at again after this long, besides at once when the matter is settled. */
const LOOK_AGAIN = DAY;

/**
 * Nothing is promoted to someone who waits for help: an open ticket, return or task of the shop's own team. A
 * low rating has a rule of its own (low_score), and a spam complaint is the suppression rule's.
 */
export const openIssue: MessageRule = {
  id: "open_issue",
  words: "While a support ticket, a return or a task for your team is open, marketing waits.",
  check({ class: kind, supports, profile, now }) {
    if (kind === "transactional") return NOT_CONCERNED;
    const tickets = openIssues(profile.issues, "ticket").length;
    const returns = openIssues(profile.issues, "return").length;
    const tasks = openIssues(profile.issues, "task").length;
    const saw = () => ({ openTickets: tickets, openReturns: returns, openTasks: tasks });
    if (supports || tickets + returns + tasks === 0) return pass(saw);
    const until = tickets > 0 ? "while a support ticket of this customer is open" : returns > 0 ? "while a return of this customer is open" : "until your team has settled its task for this customer";
    return { verdict: { kind: "hold", until: now + LOOK_AGAIN, reason: `Marketing waits ${until}.` }, saw };
  },
};
