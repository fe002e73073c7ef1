/** Just enough TOML for shopify.app.toml: tables, arrays of tables, and texts, booleans and lists of texts on one line. */
export type TomlTable = { [key: string]: string | boolean | string[] | TomlTable | TomlTable[] };

/** @throws Error naming the line that it does not understand */
export function readToml(text: string): TomlTable {
  const root: TomlTable = {};
  let table = root;
  for (const [index, line] of text.split("\n").map((one) => one.trim()).entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const [, many] = /^\[\[([\w.]+)\]\]$/.exec(line) ?? [];
    const [, one] = /^\[([\w.]+)\]$/.exec(line) ?? [];
    const [, key, value] = /^(\w+) = (.+)$/.exec(line) ?? [];
    if (many) table = listAt(root, many);
    else if (one) table = tableAt(root, one.split("."));
    else if (key && value && /^("[^"\\]*"|true|false|\[("[^"\\]*"(, )?)*\])$/.test(value)) table[key] = JSON.parse(value) as string;
    else throw new Error(`line ${index + 1} is not understood: ${line}`);
  }
  return root;
}

function tableAt(root: TomlTable, path: readonly string[]): TomlTable {
  return path.reduce((table, key) => (table[key] ??= {}) as TomlTable, root);
}

function listAt(root: TomlTable, path: string): TomlTable {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const list = (tableAt(root, keys)[last] ??= []) as TomlTable[];
  list.push({});
  return list.at(-1) as TomlTable;
}
