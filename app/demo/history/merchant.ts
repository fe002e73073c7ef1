import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import { DAY, HOUR } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { RecordedEvent } from "../../engine/working-set.ts";
import { Random } from "../life/random.ts";

/** What came up lately is left for whoever visits the demo to settle. */
const LATELY = 15 * DAY;

/** What the store's team does about a task: settles it after a day or two, one in ten after a week. @param until when the past ends */
export function settles(seed: string, { profileId, event }: RecordedEvent, until: Instant): { readonly profileId: string; readonly event: CanonicalEvent } | null {
  if (event.type !== "task.opened" || event.at > until - LATELY) return null;
  const { taskRef, orderRef } = event.data;
  const random = new Random(`${seed}|task|${taskRef}`);
  const at = event.at + (random.chance(0.1) ? 7 * DAY : 0) + random.int(14, 50) * HOUR;
  return { profileId, event: { key: `task:${taskRef}:closed`, type: "task.closed", at, data: { taskRef, orderRef } } };
}
