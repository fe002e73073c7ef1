/** Putting the variables into the templates of one message. */
import { Liquid } from "liquidjs";
import type { Template } from "liquidjs";
import type { MessageVariables } from "./variables.ts";
import { headline } from "./words.ts";

/** One content in one language and look, its HTML already laid out; all four still have their Liquid. */
export type MessageTemplates = { readonly subject: string; readonly preheader: string; readonly html: string; readonly text: string };

export type RenderedMessage = { readonly subject: string; readonly preheader: string; readonly html: string; readonly text: string };

/**
 * No files, no prototypes, unknown filters refused, and bounds on what one message may cost: content
 * will come from merchants. `templates` keeps include and render away from the disk.
 */
const SAFE = { strictFilters: true, ownPropertyOnly: true, templates: {}, parseLimit: 500_000, renderLimit: 1_000, memoryLimit: 5_000_000 } as const;

const htmlEngine = new Liquid({ ...SAFE, outputEscape: "escape" });
const textEngine = new Liquid(SAFE);

/** @throws Error naming the part, when a template is not Liquid, uses an unknown filter or passes a bound */
export function renderMessage(templates: MessageTemplates, variables: MessageVariables): RenderedMessage {
  return {
    subject: headline(render("subject", textEngine, templates.subject, variables)),
    preheader: headline(render("preheader", textEngine, templates.preheader, variables)),
    html: render("HTML part", htmlEngine, templates.html, variables),
    text: tidy(render("text part", textEngine, templates.text, variables)),
  };
}

/**
 * A short plain text, tidied: no space at a line's end, no more than one empty line.
 *
 * @throws as renderMessage
 */
export function renderText(template: string, variables: MessageVariables): string {
  return tidy(render("short text", textEngine, template, variables));
}

function tidy(text: string): string {
  return text.replace(/[^\S\n]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
}

const parsed = new Map<Liquid, Map<string, Template[]>>([[htmlEngine, new Map()], [textEngine, new Map()]]);
/** Two look-ups per message, so a plain first-in-first-out bound will do. */
const KEPT = 400;

function render(part: string, engine: Liquid, template: string, variables: MessageVariables): string {
  try {
    return String(engine.renderSync(parse(engine, template), variables));
  } catch (error) {
    throw new Error(`The ${part} cannot be written: ${error instanceof Error ? error.message : "unknown error"}`, { cause: error });
  }
}

function parse(engine: Liquid, template: string): Template[] {
  const known = parsed.get(engine);
  let found = known?.get(template);
  if (!found) {
    found = engine.parse(template);
    if (known && known.size >= KEPT) known.delete(known.keys().next().value ?? "");
    known?.set(template, found);
  }
  return found;
}
