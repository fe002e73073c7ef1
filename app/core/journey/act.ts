import { derivedId, draw } from "../shared/keyed.ts";
import type { Effect } from "./effects.ts";
import type { ActionStep } from "./definition.ts";
import type { Enrollment } from "./enrollment.ts";
import type { World } from "./world.ts";

/** Letters and digits that nobody mixes up when reading a code aloud: no 0, O, 1, I, L. */
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

/**
 * What an action step asks for. Codes are made here, from the walk, so that a repeat makes the same one: a
 * referral code is the customer's own and the same in every walk, a discount code belongs to this walk.
 */
export function act(stepId: string, step: ActionStep, walk: Enrollment, world: World): { walk: Enrollment; effects: Effect[] } {
  const { shop, profile, now } = world;
  const id = derivedId(shop, "action", walk.id, stepId);
  const made = madeBy(step, walk, world);
  const effects: Effect[] = [{ kind: "action", action: { id, profileId: profile.id, enrollmentId: walk.id, orderRef: walk.orderRef, at: now, action: step.action, made: made?.code ?? null } }];
  if (step.action.do === "task") {
    const data = { taskRef: id, title: step.action.title, enrollmentId: walk.id, orderRef: walk.orderRef };
    effects.push({ kind: "event", event: { key: `task:${id}:opened`, type: "task.opened", at: now, data } });
  }
  return { walk: made ? { ...walk, walk: { ...walk.walk, made: { ...walk.walk.made, ...made.words } } } : walk, effects };
}

/** The code, and the words that messages of the walk may use. */
function madeBy({ action }: ActionStep, walk: Enrollment, { shop, profile }: World): { readonly code: string; readonly words: Readonly<Record<string, string>> } | null {
  if (action.do === "referral_code") {
    const code = codeOf(8, (index) => draw(shop, "referral", profile.id, String(index)));
    return { code, words: { referralCode: code } };
  }
  if (action.do !== "discount_code") return null;
  const code = `BACK${action.percent}-${codeOf(6, (index) => draw(shop, "discount", walk.id, String(index)))}`;
  return { code, words: { discountCode: code, discountPercent: String(action.percent) } };
}

function codeOf(length: number, next: (index: number) => number): string {
  return Array.from({ length }, (_, index) => LETTERS[Math.floor(next(index) * LETTERS.length)]).join("");
}
