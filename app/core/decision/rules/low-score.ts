import { DAY, formatInstant } from "../../shared/instant.ts";
import { NOT_CONCERNED, pass } from "../decision.ts";
import type { MessageRule } from "../decision.ts";

/** The lowest quarter of a scale: 1 or 2 of 5, up to 2 of 10. */
export const LOW = 0.25;
/** A low score is held against nobody for longer than this. */
const REMEMBERED = 60 * DAY;
const LOOK_AGAIN = DAY;

/** Nobody who has just said that they are unhappy is sold anything before someone has looked into it. */
export const lowScore: MessageRule = {
  id: "low_score",
  words: "After a low rating, marketing waits until your team has closed a task about it, or 60 days.",
  check({ class: kind, supports, profile, now }) {
    const rated = profile.satisfaction;
    if (kind === "transactional" || supports || rated === null || rated.at > now) return NOT_CONCERNED;
    const { score, scale, share, source } = rated.value;
    const saw = () => ({ score, scale, source, at: formatInstant(rated.at) });
    const over = rated.at + REMEMBERED;
    if (share > LOW || now >= over) return pass(saw);
    const closed = Object.values(profile.issues).some((issue) => issue.kind === "task" && issue.closedAt !== null && issue.closedAt >= rated.at);
    if (closed) return pass(() => ({ ...saw(), settled: true }));
    return { verdict: { kind: "hold", until: Math.min(now + LOOK_AGAIN, over), reason: `This customer answered ${score} of ${scale}; marketing waits until a task about it is closed.` }, saw: () => ({ ...saw(), settled: false }) };
  },
};
