import ts from "typescript";
import { MOST_LINES, READS_ENVIRONMENT, ROOMS, ROUTES, type Room } from "./rooms.ts";
import { nodesOf, type Import, type SourceFile } from "./source-files.ts";

/** What makes a result depend on more than its arguments. */
const IMPURE = new Set(["Date.now", "Math.random", "process.env", "performance.now", "crypto.randomUUID", "crypto.getRandomValues"]);

/** PostgreSQL takes the name after ORDER BY for the column of the result, here a text: no index has it, and everything is sorted for each few rows. */
const SORTS_BY_TEXT = /\bSELECT\b[^`]*\bid::text\b[^`]*\bORDER BY id\b/;

/** Everything in the file that breaks a rule of the house, one sentence each. */
export function problemsOf(file: SourceFile): string[] {
  const lines = file.text.trimEnd().split("\n").length;
  const problems = lines > MOST_LINES ? [`${file.path} has ${lines} lines; ${MOST_LINES} is the most.`] : [];
  if (!READS_ENVIRONMENT.includes(file.path) && phrasesOf(file).has("process.env")) {
    problems.push(`${file.path} reads process.env; only ${READS_ENVIRONMENT.join(" and ")} may.`);
  }
  if (isTest(file.path)) return problems;
  if (SORTS_BY_TEXT.test(file.text)) problems.push(`${file.path} sorts by the text of an id; name the table ("ORDER BY profile.id").`);
  if (file.path.startsWith("app/core/")) problems.push(...impurities(file));
  const room = ROOMS.find(({ files }) => fits(file.path, files));
  for (const found of file.imports) {
    if (room && !allowed(found, file.path, room)) problems.push(`${file.path} may not import ${found.to}.`);
  }
  return problems;
}

function impurities(file: SourceFile): string[] {
  return [...phrasesOf(file)].filter((phrase) => phrase !== "process.env").map((phrase) => `${file.path} is in core and uses ${phrase}.`);
}

/** The words and calls the rules look for, as far as the file has them in its code (comments and texts do not count). */
function phrasesOf(file: SourceFile): Set<string> {
  const found = new Set<string>();
  for (const node of nodesOf(file.tree)) {
    if (node.kind === ts.SyntaxKind.AwaitKeyword || ts.isAwaitExpression(node)) found.add("await");
    if (node.kind === ts.SyntaxKind.AsyncKeyword) found.add("async");
    if (ts.isNewExpression(node) && node.expression.getText(file.tree) === "Date" && !node.arguments?.length) found.add("new Date()");
    if (ts.isPropertyAccessExpression(node) && IMPURE.has(node.getText(file.tree))) found.add(node.getText(file.tree));
  }
  return found;
}

function isTest(path: string): boolean {
  return path.startsWith("test/") || /(\.test|-contract)\.tsx?$/.test(path);
}

function allowed({ to, typeOnly }: Import, from: string, room: Room): boolean {
  const isOurs = /^(app|connectors|extensions|prisma|test)\//.test(to);
  if (!isOurs) {
    if (room.packages) return room.packages.includes(to);
    return !room.never?.some((name) => to === name || (name.endsWith(":") && to.startsWith(name)));
  }
  if (to.startsWith(ROUTES) && !from.startsWith(ROUTES)) return false;
  if (room.files.endsWith("/") && room.files !== "app/" && sameFolder(from, to, room.files)) return true;
  const places = typeOnly ? [...room.may, ...(room.mayTypes ?? [])] : room.may;
  return places.some((place) => fits(to, place));
}

/** Whether two files lie in the same folder of a room; a room with `*` is one folder per connector or channel. */
function sameFolder(from: string, to: string, files: string): boolean {
  const folder = from.split("/").slice(0, files.split("/").length - 1).join("/");
  return to.startsWith(`${folder}/`);
}

function fits(path: string, pattern: string): boolean {
  const source = pattern.split("*").map((part) => part.replaceAll(".", "\\.")).join("[^/]+");
  return new RegExp(`^${source}${pattern.endsWith("/") ? "" : "$"}`).test(path);
}
