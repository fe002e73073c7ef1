import { isQuestion } from "../core/survey/survey.ts";
import type { Answer } from "../core/survey/survey.ts";
import type { Database } from "./database.ts";

/** What a customer answered to the survey of one message, oldest first. */
export async function answersTo(db: Database, shopId: string, profileId: string, messageId: string): Promise<Answer[]> {
  const rows = await db.event.findMany({
    where: { shopId, profileId, type: "survey.answered", key: { startsWith: `survey:${messageId}:` } }, select: { at: true, data: true }, orderBy: [{ at: "asc" }, { key: "asc" }],
  });
  return rows.flatMap(({ at, data }) => {
    const { question, answer } = data as { question: string; answer: string };
    return isQuestion(question) ? [{ question, answer, at: at.getTime() }] : [];
  });
}
