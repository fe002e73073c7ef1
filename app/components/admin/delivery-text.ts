/** Signatures and credentials: of no use to a reader, and of some to a thief. */
const SECRET = /signature|hmac|authorization|cookie|token|secret/i;

/** Headers for people, without those that prove or grant anything. */
export function shownHeaders(headers: Readonly<Record<string, string>>): { label: string; value: string }[] {
  return Object.entries(headers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => ({ label, value: SECRET.test(label) ? "(hidden)" : String(value) }));
}

/** A page stays usable; the API and the database hold the rest. */
const SHOWN = 200_000;

/** A body as text, indented when it is JSON. Numbers keep their digits: indenting must not change an id beyond 2^53. */
export function bodyText(body: Uint8Array | string): string {
  const text = typeof body === "string" ? body.slice(0, SHOWN) : new TextDecoder().decode(body.subarray(0, SHOWN));
  const cut = body.length > SHOWN ? "\n… (cut)" : "";
  try {
    JSON.parse(text);
  } catch {
    return text + cut;
  }
  return readable(indent(text)) + cut;
}

/** Puts line breaks and indents between JSON's tokens and leaves the tokens as they are. */
function indent(json: string): string {
  const out: string[] = [];
  let depth = 0;
  let last = "";
  const newLine = (): void => void out.push("\n", "  ".repeat(depth));
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    const closes = token === "}" || token === "]";
    const empty = closes && (last === "{" || last === "[");
    if (closes) depth--;
    if ((closes && !empty) || (!closes && (last === "{" || last === "[" || last === ","))) newLine();
    out.push(token === ":" ? ": " : token);
    if (token === "{" || token === "[") depth++;
    last = token;
  }
  return out.join("");
}

/** Some platforms write every letter beyond ASCII as \\u00e9; people read letters. Control characters stay written out. */
function readable(json: string): string {
  return json.replace(/\\u([0-9a-f]{4})/gi, (written, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code < 0xa0 ? written : String.fromCharCode(code);
  });
}
