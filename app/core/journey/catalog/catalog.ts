/** What a journey of the catalog is: a definition that the merchant's settings make. */
import { fail, ok } from "../../shared/result.ts";
import type { Result } from "../../shared/result.ts";
import type { Definition } from "../definition.ts";

/** Something a merchant may turn. Numbers are whole; a choice's value is one of its options. */
export type Setting = {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly kind: "number" | "boolean" | "choice" | "text";
  readonly default: number | boolean | string;
  /** Of a number: the least there may be; of a text: the fewest characters. */
  readonly min?: number;
  readonly max?: number;
  readonly unit?: string;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
};

export type SettingValue = number | boolean | string;
/** By the setting's id. What is left out is as the catalog has it. */
export type SettingValues = Readonly<Record<string, SettingValue>>;

export type CatalogJourney = {
  readonly key: string;
  readonly name: string;
  readonly settings: readonly Setting[];
  /** The definition with these settings; values are those of readSettingValues, or none. */
  define(values: SettingValues): Definition;
  /** What a merchant may be shown: "what if I turn this". */
  readonly examples?: readonly { readonly label: string; readonly values: SettingValues }[];
};

/** The values of exactly these settings, with their types. */
type ValuesOf<S extends readonly Setting[]> = { readonly [K in S[number] as K["id"]]: Wide<K["default"]> };
type Wide<T> = T extends number ? number : T extends boolean ? boolean : string;

/** Makes a journey of the catalog; its `define` gets every setting's value. */
export function catalogJourney<const S extends readonly Setting[]>(journey: {
  readonly key: string;
  readonly name: string;
  readonly settings: S;
  readonly examples?: CatalogJourney["examples"];
  define(values: ValuesOf<S>): Definition;
}): CatalogJourney {
  const defaults = Object.fromEntries(journey.settings.map((setting) => [setting.id, setting.default]));
  return {
    key: journey.key,
    name: journey.name,
    settings: journey.settings,
    ...(journey.examples ? { examples: journey.examples } : {}),
    define: (values) => journey.define({ ...defaults, ...values } as ValuesOf<S>),
  };
}

export type SettingProblem = { readonly setting: string; readonly problem: string };

/** A text longer than this is not a word or two any more. */
const LONGEST_TEXT = 120;

/** Reads what a merchant chose; each problem names its setting. Settings that are not told keep their default. */
export function readSettingValues(journey: Pick<CatalogJourney, "settings">, input: unknown): Result<SettingValues, SettingProblem[]> {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return fail([{ setting: "", problem: "settings are a list of names and values" }]);
  const told = new Map(Object.entries(input));
  const problems: SettingProblem[] = [];
  const values: Record<string, SettingValue> = {};
  for (const setting of journey.settings) {
    const value = told.get(setting.id);
    told.delete(setting.id);
    if (value === undefined) continue;
    const problem = problemOf(setting, value);
    if (problem) problems.push({ setting: setting.id, problem });
    else values[setting.id] = typeof value === "string" ? value.trim() : (value as SettingValue);
  }
  for (const name of told.keys()) problems.push({ setting: name, problem: "there is no such setting" });
  return problems.length > 0 ? fail(problems) : ok(values);
}

function problemOf(setting: Setting, value: unknown): string | null {
  const { kind, min, max, unit, options } = setting;
  switch (kind) {
    case "boolean":
      return typeof value === "boolean" ? null : "is either on or off";
    case "choice":
      return options?.some((option) => option.value === value) ? null : `is one of: ${(options ?? []).map((option) => option.label).join(", ")}`;
    case "text": {
      if (typeof value !== "string") return "is a text";
      const { length } = value.trim();
      if (length > (max ?? LONGEST_TEXT)) return `has at most ${max ?? LONGEST_TEXT} characters`;
      return length < (min ?? 0) ? "must not be empty" : null;
    }
    case "number": {
      if (typeof value !== "number" || !Number.isSafeInteger(value)) return "is a whole number";
      const measure = unit ? ` ${unit}` : "";
      if (min !== undefined && value < min) return `is at least ${min}${measure}`;
      return max !== undefined && value > max ? `is at most ${max}${measure}` : null;
    }
  }
}
