import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";

/** One thing a file imports: a path from the root for our own files, a package name (or node:…) for the rest. */
export interface Import {
  to: string;
  /** Gone at run time, so it binds nobody to anything but a shape. */
  typeOnly: boolean;
}

/** One file of ours, parsed; its path is from the root. */
export interface SourceFile {
  path: string;
  text: string;
  tree: ts.SourceFile;
  imports: Import[];
}

const ROOT = join(import.meta.dirname, "..");
const FOLDERS = ["app", "connectors", "extensions", "prisma", "test"];
const ALIAS = /^#(app|connectors|test)\//;

/** Every TypeScript file of the repository, without what is generated. */
export function sourceFiles(): SourceFile[] {
  const patterns = [...FOLDERS.map((folder) => `${folder}/**/*.{ts,tsx}`), "*.ts"];
  const paths = globSync(patterns, { cwd: ROOT }).filter((path) => !path.startsWith("prisma/generated/"));
  return paths.sort().map((path) => sourceFile(path, readFileSync(join(ROOT, path), "utf8")));
}

/** A file as the checks see it. */
export function sourceFile(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const imports: Import[] = [];
  for (const node of nodesOf(tree)) {
    const found = importOf(node);
    if (found) imports.push({ to: resolveImport(path, found.specifier), typeOnly: found.typeOnly });
  }
  return { path, text, tree, imports };
}

/** A node of a file and everything below it. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}

function importOf(node: ts.Node): { specifier: string; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.importClause?.isTypeOnly ?? false };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    if (argument && ts.isStringLiteral(argument)) return { specifier: argument.text, typeOnly: false };
  }
  return undefined;
}

function resolveImport(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  if (ALIAS.test(specifier)) return specifier.slice(1);
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
