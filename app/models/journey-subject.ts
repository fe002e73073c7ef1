/** Subject lines of a journey's e-mails as a merchant changes them: each change is a new version of the journey. */
import { readSubjects, subjectField } from "../core/journey/catalog/read-subjects.ts";
import type { SettingProblem } from "../core/journey/catalog/catalog.ts";
import { emailsOf, goalOf, trialsOf, withoutTrial, withSubjects, withTrial } from "../core/journey/catalog/subject-trial.ts";
import type { LearnGoal, SubjectTrial } from "../core/journey/catalog/subject-trial.ts";
import type { Definition } from "../core/journey/definition.ts";
import { contentFor } from "../core/message/content/catalog.ts";
import type { Subjects } from "../core/message/content/own-subject.ts";
import { chooseLanguage, LANGUAGES } from "../core/message/locale.ts";
import type { Language } from "../core/message/locale.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "./database.ts";
import type { FoundJourney } from "./journeys-admin.ts";
import { catalogOf, isByHand, saveDefinition, settingsOf } from "./journey-version.ts";
import type { Saved } from "./journey-version.ts";

/** Newest messages looked at to see which languages a shop writes in. */
const MESSAGES_READ = 2_000;

export type SubjectChange =
  | { readonly do: "try"; readonly typed: (field: string) => string }
  /** Ends the trial; the e-mail keeps the subject of this arm. */
  | { readonly do: "end"; readonly keep: string }
  /** Back to the subject of its content. */
  | { readonly do: "reset" };

/** `fields`: what was typed is not right; `gone`: the journey has no such e-mail, or it is not on trial (any more). */
export type SubjectSaved = Saved | { readonly kind: "fields"; readonly problems: readonly SettingProblem[] } | { readonly kind: "gone" };

export type EmailSubjects = {
  readonly step: string;
  readonly label: string;
  readonly languages: readonly Language[];
  /** As it is sent without a trial, by language. */
  readonly first: Subjects;
  /** The merchant wrote the first one, too. */
  readonly own: boolean;
  readonly goal: LearnGoal;
  readonly trial: SubjectTrial | null;
  /** What stands in the form, by field. */
  readonly values: Readonly<Record<string, string>>;
};

/** An e-mail's subject lines; null where the definition has no such e-mail. */
export async function emailSubjects(db: Database, shop: { readonly id: string; readonly locale: string }, definition: Definition, step: string): Promise<EmailSubjects | null> {
  const message = emailsOf(definition).includes(step) ? definition.steps[step] : undefined;
  if (message?.kind !== "message") return null;
  const trial = trialsOf(definition).find((one) => one.step === step) ?? null;
  const others = trial?.arms.slice(1).flatMap(({ subjects }) => subjects ?? []) ?? [];
  const sent = await db.$queryRaw<{ locale: string }[]>`SELECT DISTINCT locale FROM (SELECT locale FROM message WHERE shop_id = ${shop.id} ORDER BY created_at DESC LIMIT ${MESSAGES_READ}) newest ORDER BY 1`;
  const used = new Set<Language>([chooseLanguage(shop.locale), ...sent.map(({ locale }) => chooseLanguage(locale, shop.locale)), ...others.flatMap((subjects) => Object.keys(subjects) as Language[])]);
  const content = contentFor(message.content);
  const languages = [...used].filter((language) => LANGUAGES.includes(language));
  return {
    step, label: message.label, languages, own: message.subjects !== undefined, goal: goalOf(definition), trial,
    first: Object.fromEntries(LANGUAGES.map((language) => [language, message.subjects?.[language] ?? content?.variants[language].subject ?? ""])),
    values: Object.fromEntries(others.flatMap((subjects, index) => languages.map((language) => [subjectField(index + 1, language), subjects[language] ?? ""]))),
  };
}

/** @param basedOn the version the merchant was looking at */
export async function changeSubject(db: Database, shop: { readonly id: string; readonly locale: string }, journey: FoundJourney, step: string, change: SubjectChange, basedOn: number, now: Instant): Promise<SubjectSaved> {
  if (journey.version !== basedOn) return { kind: "overtaken", version: journey.version };
  const current = journey.versions.find(({ version }) => version === basedOn);
  const email = current && (await emailSubjects(db, shop, current.definition, step));
  if (!current || !email) return { kind: "gone" };
  let changed: Definition;
  if (change.do === "try") {
    const read = readSubjects(change.typed, email.languages, email.first);
    if (!read.ok) return { kind: "fields", problems: read.error };
    changed = withTrial(current.definition, step, read.value);
  } else if (change.do === "end") {
    if (!email.trial?.arms.some(({ id }) => id === change.keep)) return { kind: "gone" };
    changed = withoutTrial(current.definition, step, change.keep);
  } else {
    changed = withSubjects(withoutTrial(current.definition, step), step, null);
  }
  const catalog = catalogOf(journey.key);
  // What was made by settings stays so: the next settings take the subjects along.
  const settings = catalog && !isByHand(current) ? settingsOf(catalog, current.settings) : {};
  return saveDefinition(db, shop.id, journey.key, changed, settings, basedOn, now);
}
