import type { Definition } from "../../core/journey/definition.ts";

/** What most shops run: the same messages on the same days after every order, whatever the customer does. */
const DAYS = [2, 7, 14, 30, 45, 60, 90] as const;

/**
 * A fixed drip on a calendar, to compare with. It keeps to consent, as everyone must. Its messages are marked as
 * support so that no rule holds them for what the customer does; caps are lifted as far as settings go (DRIP_SETTINGS).
 */
export const drip: Definition = {
  schema: 2,
  key: "drip",
  name: "Drip",
  about: { does: `The same messages ${DAYS.join(", ")} days after every order.`, who: "Everyone who orders.", never: "" },
  texts: {},
  priority: 50,
  trigger: { any: [{ id: "ordered", events: ["order.placed"] }], requires: [] },
  per: "order",
  reentry: "once",
  exit: [],
  turns: [],
  hold: [],
  start: "day_2",
  steps: {
    ...Object.fromEntries(
      DAYS.flatMap((day, index) => [
        [`day_${day}`, { kind: "waitUntil", label: `Until day ${day}`, moment: { sinceStart: `P${day}D` }, next: `mail_${day}` }],
        [`mail_${day}`, { kind: "message", label: `Mail of day ${day}`, channels: ["email"], class: "marketing", supports: true, content: "winback.news", next: DAYS[index + 1] === undefined ? "done" : `day_${DAYS[index + 1]}` }],
      ]),
    ),
    done: { kind: "end", label: "Done" },
  },
};

/** No quiet hours, and limits that a message every few days never reaches. */
export const DRIP_SETTINGS = {
  quietHours: { from: 0, to: 0 },
  caps: { gapHours: { engaged: 1, normal: 24, quiet: 24 }, perWeek: { engaged: 7, normal: 7, quiet: 7 }, channels: { email: { engaged: 7, normal: 7, quiet: 7 } } },
} as const;
