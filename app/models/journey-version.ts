/** New versions of a journey. One that is stored never changes: walks are pinned to it. */
import { CATALOG } from "../core/journey/catalog/index.ts";
import { carryTrials } from "../core/journey/catalog/subject-trial.ts";
import { checkDefinition } from "../core/journey/check.ts";
import type { DefinitionProblem } from "../core/journey/check.ts";
import { readSettingValues } from "../core/journey/catalog/catalog.ts";
import type { CatalogJourney, SettingProblem, SettingValues } from "../core/journey/catalog/catalog.ts";
import type { Definition } from "../core/journey/definition.ts";
import { classOfContent, CONTENTS } from "../core/message/content/catalog.ts";
import { subjectProblem } from "../core/message/content/own-subject.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Database } from "./database.ts";
import { oneTransaction } from "./one-transaction.ts";

export type Saved =
  | { readonly kind: "saved"; readonly version: number }
  /** Nothing was stored: it is what the current version says. */
  | { readonly kind: "same"; readonly version: number }
  /** Nothing was stored: someone else saved meanwhile. */
  | { readonly kind: "overtaken"; readonly version: number }
  | { readonly kind: "refused"; readonly problems: readonly DefinitionProblem[] }
  | { readonly kind: "settings"; readonly problems: readonly SettingProblem[] }
  | { readonly kind: "unknown" };

const CONTENT_KEYS = CONTENTS.map((content) => content.key);

/** The journey of the catalog, if this is one. */
export function catalogOf(key: string): CatalogJourney | null {
  return CATALOG.find((one) => one.key === key) ?? null;
}

/**
 * The journey as these settings make it, with the merchant's own subject lines as they are.
 *
 * @param basedOn the version the merchant was looking at
 */
export async function saveSettings(db: Database, shopId: string, key: string, input: unknown, basedOn: number, now: Instant): Promise<Saved> {
  const journey = catalogOf(key);
  if (!journey) return { kind: "unknown" };
  const values = readSettingValues(journey, input);
  if (!values.ok) return { kind: "settings", problems: values.error };
  const before = await db.journeyVersion.findUnique({ where: { shopId_key_version: { shopId, key, version: basedOn } }, select: { definition: true } });
  const made = journey.define(values.value);
  return saveDefinition(db, shopId, key, before ? carryTrials(before.definition as unknown as Definition, made) : made, values.value, basedOn, now);
}

/** What is wrong with the merchant's own subject lines in a definition. */
function subjectProblems({ steps }: Definition): DefinitionProblem[] {
  return Object.entries(steps).flatMap(([step, one]) =>
    one.kind !== "message" ? [] : Object.entries(one.subjects ?? {}).flatMap(([language, text]) => {
      const problem = subjectProblem(text);
      return problem === null ? [] : [{ step, field: `subjects.${language}`, problem }];
    }),
  );
}

/** Checks a definition and stores it as a new version, which new walks start on. */
export async function saveDefinition(db: Database, shopId: string, key: string, input: unknown, settings: SettingValues, basedOn: number, now: Instant): Promise<Saved> {
  const checked = checkDefinition(input, CONTENT_KEYS, classOfContent);
  if (!checked.ok) return { kind: "refused", problems: checked.error };
  const definition = checked.value;
  const problems = subjectProblems(definition);
  if (problems.length > 0) return { kind: "refused", problems };
  if (definition.key !== key) return { kind: "refused", problems: [{ step: null, field: "key", problem: `this journey's key is "${key}", and stays so` }] };
  return oneTransaction(db, async (sql) => {
    const [journey] = await sql.$queryRawUnsafe<{ version: number }[]>(`SELECT version FROM journey WHERE shop_id = $1 AND key = $2 FOR UPDATE`, shopId, key);
    if (!journey) return { kind: "unknown" };
    if (journey.version !== basedOn) return { kind: "overtaken", version: journey.version };
    const [current] = await sql.$queryRawUnsafe<{ definition: unknown }[]>(`SELECT definition FROM journey_version WHERE shop_id = $1 AND key = $2 AND version = $3`, shopId, key, journey.version);
    // Read as the new one was: what is left out counts as its default.
    const before = checkDefinition(current?.definition, CONTENT_KEYS, classOfContent);
    if (before.ok && sameJson(before.value, definition)) return { kind: "same", version: journey.version };
    const [added] = await sql.$queryRawUnsafe<{ version: number }[]>(
      `INSERT INTO journey_version (shop_id, key, version, definition, settings, created_at)
       SELECT $1, $2, max(version) + 1, $3::jsonb, $4::jsonb, $5::timestamptz FROM journey_version WHERE shop_id = $1 AND key = $2 RETURNING version`,
      shopId, key, JSON.stringify(definition), JSON.stringify(settings), formatInstant(now),
    );
    const version = added?.version ?? journey.version;
    await sql.$executeRawUnsafe(`UPDATE journey SET version = $3 WHERE shop_id = $1 AND key = $2`, shopId, key, version);
    return { kind: "saved", version };
  });
}

/** The settings a version was made with, all of them; what cannot be read (any more) is as the catalog has it. */
export function settingsOf(journey: CatalogJourney, stored: unknown): SettingValues {
  const values = readSettingValues(journey, stored);
  return { ...Object.fromEntries(journey.settings.map((setting) => [setting.id, setting.default])), ...(values.ok ? values.value : {}) };
}

/** The first version comes with the shop, and one made by settings says which. */
export function isByHand({ version, settings }: { readonly version: number; readonly settings: Readonly<Record<string, unknown>> }): boolean {
  return version > 1 && Object.keys(settings).length === 0;
}

/** The same data, whatever the order of its names; what is undefined is not there. */
function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = (value: object): string[] => Object.entries(value).flatMap(([name, inner]) => (inner === undefined ? [] : [name]));
  const [left, right] = [names(a), names(b)];
  return left.length === right.length && left.every((name) => sameJson((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]));
}
