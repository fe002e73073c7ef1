/** Who a call says it is about, from `traits` (identify) or `context.traits` (the others), and what they agreed to. */
import { cleanText } from "../event/payload/fields.ts";
import type { Channel, CustomerHint } from "../event/snapshot.ts";
import { normaliseEmail, normalisePhone } from "../shared/contact.ts";
import type { Call } from "./call.ts";

type Traits = Readonly<Record<string, unknown>>;

/** `word` is only there when a trait says yes or no in so many words: anything else is no consent. */
export type OptIn = { readonly channel: Channel; readonly granted: boolean };

const OPT_INS: readonly (readonly [Channel, readonly string[]])[] = [
  ["email", ["email_opt_in", "emailOptIn"]],
  ["sms", ["sms_opt_in", "smsOptIn"]],
  ["whatsapp", ["whatsapp_opt_in", "whatsappOptIn"]],
];

export function optInsOf(traits: Traits): OptIn[] {
  return OPT_INS.flatMap(([channel, names]) => {
    const granted = names.map((name) => own(traits, name)).find((value) => typeof value === "boolean");
    return granted === undefined ? [] : [{ channel, granted }];
  });
}

/** Where the contact details are those of nobody: a field that cannot be read says nothing, so it is left out. */
export function hintOf(call: Call, country: string | null): CustomerHint {
  const traits = call.traits ?? objectOf(call.context?.["traits"]);
  const [first, last] = nameOf(traits);
  const userId = call.userId ?? null;
  return {
    ref: platformIdOf(call, traits),
    // Many shops use the address itself as the user's id.
    email: normaliseEmail(textOr(own(traits, "email"))) ?? normaliseEmail(userId),
    phone: normalisePhone(textOr(own(traits, "phone")), country),
    firstName: first, lastName: last, locale: localeOf(traits, call), address: null,
  };
}

/** The platform's own customer number, where the call names it as such. */
function platformIdOf(call: Call, traits: Traits): string | null {
  const listed = call.context?.["externalIds"];
  const external = (Array.isArray(listed) ? listed.slice(0, 20) : []).map(objectOf).find((one) => /^(?:shopify_|woocommerce_|woo_)?customer_?id$/i.test(textOr(one["type"]) ?? ""));
  const value = (textOr(external?.["id"]) ?? textOr(own(traits, "customer_id")) ?? textOr(own(traits, "customerId")) ?? "").trim();
  const digits = /^(?:gid:\/\/shopify\/Customer\/)?(\d{1,20})$/.exec(value)?.[1] ?? "";
  return /[1-9]/.test(digits) ? digits : null;
}

/** What cannot be a name is not greeted: a stranger may write here what we would print in a letter. */
function nameOf(traits: Traits): readonly [string | null, string | null] {
  const read = (...names: string[]): string | null => {
    const text = cleanText(names.map((name) => own(traits, name)).find((value) => typeof value === "string"), 100);
    return text === null || /[<>{}[\]@/\\:]|www\.|\.(?:com|net|org|io)\b/i.test(text) ? null : text;
  };
  const first = read("firstName", "first_name");
  const last = read("lastName", "last_name");
  if (first !== null || last !== null) return [first, last];
  const [head = null, ...rest] = read("name")?.split(/\s+/) ?? [];
  return [head, rest.length > 0 ? rest.join(" ") : null];
}

function localeOf(traits: Traits, call: Call): string | null {
  const text = textOr(own(traits, "locale")) ?? textOr(call.context?.["locale"]) ?? "";
  return /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/.test(text) ? text.replaceAll("_", "-") : null;
}

function own(object: Traits, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function objectOf(value: unknown): Traits {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Traits) : {};
}

function textOr(value: unknown): string | null {
  return typeof value === "string" && value.length <= 400 ? value : typeof value === "number" ? String(value) : null;
}
