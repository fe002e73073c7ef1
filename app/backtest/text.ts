/** Plain text of at most 80 columns. */
export const WIDTH = 80;

export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 order", "3,000 orders" */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

export function percent(part: number, whole: number): string {
  if (whole === 0) return "";
  const share = (part / whole) * 100;
  return share > 0 && share < 1 ? "<1 %" : `${Math.round(share)} %`;
}

/** Lines of at most `WIDTH`, each after `indent`; a word that is longer stands alone. */
export function wrapped(text: string, indent = 0, hanging = indent): string[] {
  const lines: string[] = [];
  let line = " ".repeat(indent);
  let empty = true;
  for (const word of clean(text).split(/\s+/).filter(Boolean)) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = " ".repeat(hanging);
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return empty ? lines : [...lines, line];
}

/** Numbers to the right of each other in front of what they count: columns stay aligned however long the words are. */
export function tally(rows: readonly { readonly n: number; readonly of?: number; readonly words: string }[], indent = 2): string[] {
  const width = Math.max(5, ...rows.map(({ n }) => count(n).length));
  const shares = rows.some(({ of }) => of !== undefined);
  return rows.flatMap(({ n, of, words }) => {
    const lead = `${" ".repeat(indent)}${count(n).padStart(width)}${shares ? `  ${(of === undefined ? "" : percent(n, of)).padStart(5)}` : ""}  `;
    const [first = "", ...rest] = wrapped(words, lead.length);
    return [lead + first.slice(lead.length), ...rest];
  });
}

/** A table whose first column takes what is left; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.slice(1).map((title, index) => Math.max(title.length, ...rows.map((row) => (row[index + 1] ?? "").length)));
  const first = WIDTH - 2 - widths.reduce((sum, width) => sum + width + 2, 0);
  const line = (cells: readonly string[]): string => `  ${cut(cells[0] ?? "", first).padEnd(first)}${widths.map((width, index) => `  ${(cells[index + 1] ?? "").padStart(width)}`).join("")}`;
  return [head, ...rows].map((cells) => line(cells).trimEnd());
}

export function cut(text: string, most: number): string {
  const plain = clean(text);
  return plain.length <= most ? plain : `${plain.slice(0, most - 1)}…`;
}

/** A name from a file may hold characters that move a terminal's cursor, or turn the text around. */
export function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, " ");
}

/** Bold for a title where it goes to a terminal. */
export type Ink = { title(text: string): string };

export function ink(isTTY: boolean): Ink {
  return { title: (text) => (isTTY ? `\x1b[1m${text}\x1b[22m` : text) };
}
