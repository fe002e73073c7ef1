/** What a merchant typed as further subject lines of an e-mail. */
import { sameIn, subjectProblem } from "../../message/content/own-subject.ts";
import type { Subjects } from "../../message/content/own-subject.ts";
import type { Language } from "../../message/locale.ts";
import { fail, ok } from "../../shared/result.ts";
import type { Result } from "../../shared/result.ts";
import type { SettingProblem } from "./catalog.ts";
import { MOST_OTHERS } from "./subject-trial.ts";

const ORDINALS = ["first", "second", "third"];

/** Name of the field of the second (1), the third (2) subject in a language. */
export function subjectField(index: number, language: Language): string {
  return `subject-${index + 1}-${language}`;
}

/**
 * The subjects to try beside the first, each in every one of these languages; a third that is left empty altogether is none.
 *
 * @param typed what stands in a field
 * @param first the subject the e-mail has, by language
 * @returns problems name their field
 */
export function readSubjects(typed: (field: string) => string, languages: readonly Language[], first: Subjects): Result<Subjects[], SettingProblem[]> {
  const problems: SettingProblem[] = [];
  const read: Subjects[] = [first];
  for (let index = 1; index <= MOST_OTHERS; index++) {
    const subjects: Subjects = Object.fromEntries(languages.map((language) => [language, typed(subjectField(index, language)).trim()]));
    if (index > 1 && Object.values(subjects).every((text) => text === "")) continue;
    for (const language of languages) {
      const same = read.findIndex((other) => sameIn(other, subjects).includes(language));
      const problem = subjectProblem(subjects[language] ?? "") ?? (same < 0 ? null : `is the same as the ${ORDINALS[same]}`);
      if (problem) problems.push({ setting: subjectField(index, language), problem });
    }
    read.push(subjects);
  }
  return problems.length > 0 ? fail(problems) : ok(read.slice(1));
}
