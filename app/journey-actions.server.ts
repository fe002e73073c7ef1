/** What is posted on a journey's page, and what comes of it in the merchant's words. */
import { CONTROL_NAMES, outcomeWords, people } from "./components/words/journey-words.ts";
import type { Control } from "./components/words/journey-words.ts";
import type { App } from "./context.ts";
import type { Setting, SettingProblem, SettingValues } from "./core/journey/catalog/catalog.ts";
import { moveToVersion, pauseJourney, resumeJourney, stopJourney, switchOff, switchOn } from "./models/journey-control.ts";
import type { Controlled } from "./models/journey-control.ts";
import { catalogOf, saveSettings } from "./models/journey-version.ts";
import type { Saved } from "./models/journey-version.ts";

export type JourneyResult = { /** Where on the page it was asked, and is answered. */ readonly at: "control" | "settings" | "versions" | "subject" | "trial"; readonly said: string; readonly failed: boolean; readonly problems?: readonly SettingProblem[]; readonly values?: SettingValues };

export type Here = Pick<App, "db" | "now">;

/** @throws Response 400 when nothing that can be done was asked, 404 for a journey that is not there */
export async function doToJourney(app: Here, shopId: string, key: string, form: FormData): Promise<JourneyResult> {
  const asked = form.get("do");
  if (asked === "settings") return settings(app, shopId, key, form);
  const version = Number(form.get("version"));
  if (asked === "move" && Number.isSafeInteger(version) && version > 0) return moved(await moveToVersion(app.db, shopId, key, version), version);
  const control = CONTROL_NAMES.find((name) => name === asked);
  if (!control) throw new Response("Choose what is to be done.", { status: 400 });
  const outcome = await CONTROL[control](app, shopId, key);
  if (outcome.kind === "unknown") throw new Response(null, { status: 404 });
  return { at: "control", ...outcomeWords(control, outcome) };
}

const CONTROL: Readonly<Record<Control, (app: Here, shopId: string, key: string) => Promise<Controlled>>> = {
  pause: ({ db }, shopId, key) => pauseJourney(db, shopId, key),
  resume: ({ db, now }, shopId, key) => resumeJourney(db, shopId, key, now()),
  resume_off: ({ db, now }, shopId, key) => resumeJourney(db, shopId, key, now(), false),
  off: ({ db }, shopId, key) => switchOff(db, shopId, key),
  on: ({ db }, shopId, key) => switchOn(db, shopId, key),
  stop: ({ db }, shopId, key) => stopJourney(db, shopId, key),
};

function moved(outcome: Controlled, version: number): JourneyResult {
  if (outcome.kind === "unknown") throw new Response(null, { status: 404 });
  if (outcome.kind !== "done") return { at: "versions", said: "Nothing was changed: the journey is being stopped.", failed: true };
  return { at: "versions", said: outcome.people === 0 ? "Nobody had to be moved." : `${people(outcome.people)} moved to version ${version}. They keep their step and their time.`, failed: false };
}

async function settings(app: Here, shopId: string, key: string, form: FormData): Promise<JourneyResult> {
  const journey = catalogOf(key);
  if (!journey) throw new Response(null, { status: 404 });
  const values = Object.fromEntries(journey.settings.map((setting) => [setting.id, valueOf(setting, form.get(setting.id))]));
  const saved = await saveSettings(app.db, shopId, key, values, Number(form.get("version")), app.now());
  const problems = saved.kind === "settings" ? saved.problems : [];
  // What could not be saved stays in the form, as it was typed.
  const typed = Object.fromEntries(journey.settings.map((setting) => [setting.id, setting.kind === "boolean" ? form.has(setting.id) : String(form.get(setting.id) ?? "")]));
  return { at: "settings", ...savedWords(saved), ...(problems.length > 0 ? { problems, values: typed } : {}) };
}

/** What was typed, as the setting's kind; what cannot be read is left for the check to name. */
function valueOf({ kind }: Setting, typed: FormDataEntryValue | null): unknown {
  if (kind === "boolean") return typed !== null;
  if (kind !== "number") return typed ?? undefined;
  return typeof typed === "string" && /^\s*-?\d+\s*$/.test(typed) ? Number(typed) : typed;
}

export function savedWords(saved: Saved): { said: string; failed: boolean } {
  switch (saved.kind) {
    case "saved":
      return { said: `Saved: new people start on version ${saved.version}. Who is on the journey stays on theirs.`, failed: false };
    case "same":
      return { said: "Nothing was different, so there is no new version.", failed: false };
    case "overtaken":
      return { said: `Nothing was saved: someone else saved version ${saved.version} meanwhile. Look at it first, then change what you need.`, failed: true };
    case "settings":
      return { said: "Nothing was saved: some settings are not right.", failed: true };
    case "refused":
      return { said: `Nothing was saved: ${saved.problems.map(({ step, field, problem }) => [step && `step “${step}”`, field, problem].filter(Boolean).join(", ")).join("; ")}.`, failed: true };
    case "unknown":
      throw new Response(null, { status: 404 });
  }
}
