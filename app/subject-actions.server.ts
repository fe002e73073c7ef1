/** What is posted about the subject line of one e-mail, and what comes of it in the merchant's words. */
import { people } from "./components/words/journey-words.ts";
import { savedWords } from "./journey-actions.server.ts";
import type { Here, JourneyResult } from "./journey-actions.server.ts";
import { findShop } from "./models/installed-shop.ts";
import { moveToVersion } from "./models/journey-control.ts";
import { changeSubject } from "./models/journey-subject.ts";
import type { SubjectChange } from "./models/journey-subject.ts";
import { findJourney } from "./models/journeys-admin.ts";

type Asked = "try_subject" | "end_subject" | "reset_subject";

const DONE: Readonly<Record<Asked, string>> = {
  try_subject: "The trial is on",
  end_subject: "The trial is over, and the chosen subject stays",
  reset_subject: "The e-mail has our subject again",
};

/** @returns null when something else was asked. @throws Response 404 for a journey that is not there */
export async function doToSubject({ db, now }: Here, shopId: string, key: string, form: FormData): Promise<JourneyResult | null> {
  const asked = (Object.keys(DONE) as Asked[]).find((one) => one === form.get("do"));
  if (!asked) return null;
  const [shop, journey] = await Promise.all([findShop(db, shopId), findJourney(db, shopId, key)]);
  if (!shop || !journey) throw new Response(null, { status: 404 });
  const at = asked === "end_subject" ? "trial" : "subject";
  const text = (name: string): string => String(form.get(name) ?? "");
  if (asked === "end_subject" && text("keep") === "") return { at, said: "Nothing was changed: choose the subject to keep.", failed: true };
  const basedOn = Number(form.get("version"));
  const saved = await changeSubject(db, shop, journey, text("step"), changeOf(asked, text), basedOn, now());
  // What could not be saved stays in the form, as it was typed.
  const typed = Object.fromEntries([...form.keys()].filter((name) => name.startsWith("subject-")).map((name) => [name, text(name)]));
  if (saved.kind === "fields") return { at, said: "Nothing was saved: some subjects are not right.", failed: true, problems: saved.problems, values: typed };
  if (saved.kind === "gone") return { at, said: "Nothing was changed: the journey has no such e-mail on trial any more.", failed: true };
  if (saved.kind !== "saved") return { at, ...savedWords(saved), ...(saved.kind === "same" ? {} : { values: typed }) };
  const moved = form.has("along") ? await moveToVersion(db, shopId, key, saved.version, basedOn) : null;
  const along = moved?.kind === "done" && moved.people > 0 ? `, and ${people(moved.people)} came along` : "";
  return { at, said: `${DONE[asked]}: new people start on version ${saved.version}${along}.`, failed: false };
}

function changeOf(asked: Asked, text: (name: string) => string): SubjectChange {
  switch (asked) {
    case "try_subject":
      return { do: "try", typed: text };
    case "end_subject":
      return { do: "end", keep: text("keep") };
    case "reset_subject":
      return { do: "reset" };
  }
}
