/** What a journey's page shows of subject lines: those on trial, and the form for one e-mail's. */
import type { SubjectForm } from "./components/admin/journey-subject.tsx";
import { people } from "./components/words/journey-words.ts";
import { goalWords, trialWords } from "./components/words/trial-words.ts";
import type { TrialWords } from "./components/words/trial-words.ts";
import { subjectField } from "./core/journey/catalog/read-subjects.ts";
import { MOST_OTHERS, trialsOf } from "./core/journey/catalog/subject-trial.ts";
import type { Definition } from "./core/journey/definition.ts";
import { armsKey } from "./core/journey/draw-arm.ts";
import { exampleSubject } from "./core/message/content/own-subject.ts";
import { LONGEST_SUBJECT } from "./core/message/content/subject-length.ts";
import type { Language } from "./core/message/locale.ts";
import { VARIABLES } from "./core/message/variables.ts";
import type { Instant } from "./core/shared/instant.ts";
import type { Shop } from "./core/shop.ts";
import type { Database } from "./models/database.ts";
import { emailSubjects } from "./models/journey-subject.ts";
import { trialWeeks } from "./models/journey-trial.ts";

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", hi: "Hindi" };
const TITLES = ["Another subject", "And a third, if you like"];
/** Addresses and pictures are nothing for a subject. */
const SAYABLE = Object.entries(VARIABLES).filter(([name]) => !/^(links|survey)\.|(url|Url|items|Items|colour)$/.test(name));

/** Every trial of a definition with how its subjects do. */
export async function journeyTrials(db: Database, shop: Shop, key: string, definition: Definition, now: Instant): Promise<TrialWords[]> {
  return Promise.all(trialsOf(definition).map(async (trial) => trialWords(trial, await trialWeeks(db, shop.id, key, trial, now), shop.stats.arms?.[armsKey(key, trial.split)], now)));
}

/** The form for an e-mail's subjects; null where there is no such e-mail. @param on how many walk on the version it changes */
export async function subjectForm(db: Database, shop: Shop, definition: Definition, step: string, on: number): Promise<SubjectForm | null> {
  const email = await emailSubjects(db, shop, definition, step);
  if (!email) return null;
  const { languages, first, goal, trial, ...rest } = email;
  return {
    ...rest, goal: goalWords(goal), onTrial: trial !== null, longest: LONGEST_SUBJECT, people: on === 0 ? null : people(on), variables: SAYABLE,
    first: languages.map((language) => ({ language: LANGUAGE_NAMES[language], text: first[language] ?? "", example: exampleSubject(first[language] ?? "", shop.name) })),
    others: Array.from({ length: MOST_OTHERS }, (_, index) => ({
      title: TITLES[index] ?? "One more", fields: languages.map((language) => ({ name: subjectField(index + 1, language), language: LANGUAGE_NAMES[language] })),
    })),
  };
}
