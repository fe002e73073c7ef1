import type { GroupModel } from "./groups.ts";

/** Beyond so many standard deviations from the shop's mean a figure is worth a word. */
const NOTABLE = 0.4;

/**
 * A group in plain words from its centre: "bought often, lately, and spent much; typically 6 purchases, the last 18 days ago".
 *
 * @param group as `groupOf` numbers it
 * @throws RangeError when the model has no such group
 */
export function groupWords(model: GroupModel, group: number): string {
  const at = (group - 1) * 3;
  const [recency, orders, spend] = [model.centres[at], model.centres[at + 1], model.centres[at + 2]];
  if (recency === undefined || orders === undefined || spend === undefined) throw new RangeError(`group must be 1 to ${model.centres.length / 3}, not ${group}`);
  const days = typical(model, recency, 0);
  const purchases = Math.max(1, typical(model, orders, 1));
  const often = purchases === 1 ? "bought once" : word(orders, "bought seldom", "bought now and then", "bought often");
  const when = word(-recency, "long ago", "some time ago", "lately");
  const much = word(spend, "spent little", "spent about the usual", "spent much");
  return `${often}, ${when}, and ${much}; typically ${purchases} ${purchases === 1 ? "purchase" : "purchases"}, the last ${days} ${days === 1 ? "day" : "days"} ago`;
}

function word(value: number, low: string, middle: string, high: string): string {
  return value > NOTABLE ? high : value < -NOTABLE ? low : middle;
}

function typical(model: GroupModel, centre: number, which: number): number {
  return Math.max(0, Math.round(Math.expm1(centre * (model.deviation[which] as number) + (model.mean[which] as number))));
}
