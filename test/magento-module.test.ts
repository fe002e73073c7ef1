/** Our module for Magento, as far as it can be looked at without Magento. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { childEnv } from "#app/env.server.ts";
import { magento } from "#connectors/magento/index.ts";

const ROOT = join(import.meta.dirname, "..", "extensions", "magento");
const files = (ending: string): string[] => (readdirSync(ROOT, { recursive: true }) as string[]).filter((file) => file.endsWith(ending) && statSync(join(ROOT, file)).isFile()).toSorted();
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

function findPhp(): boolean {
  try {
    execFileSync("php", ["-v"], { env: childEnv({}), stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
const hasPhp = findPhp();
if (!hasPhp) console.warn("\n*** there is no php: the Magento module's files and its signature are NOT run ***\n");

test.skipIf(!hasPhp).each(files(".php"))("%s is PHP", (file) => {
  expect(() => execFileSync("php", ["-l", join(ROOT, file)], { env: childEnv({}), stdio: "pipe" })).not.toThrow();
});

test.skipIf(!hasPhp)("signs as our door checks: its own lines, run", () => {
  const method = /private function sign\([\s\S]*?\n    \}/.exec(read("Model/Sender.php"))?.[0] ?? "";
  const code = `class S { public $config; ${method} public function go() { return $this->sign('1795255200', '{"entity_id":1}'); } }
    $s = new S(); $s->config = new class { function getSecret() { return 'hush'; } }; echo $s->go();`;
  const signature = execFileSync("php", ["-r", code], { env: childEnv({}) }).toString();
  const headers = { "x-afterglow-topic": "order.saved", "x-afterglow-timestamp": "1795255200", "x-afterglow-signature": signature };
  expect(magento.verify({ headers, body: Buffer.from('{"entity_id":1}') }, ["hush"], 1795255200_000).kind).toBe("authentic");
});

/** Tags that open and close in order; what a parser checks before any schema. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  for (const [, close, name = "", , self] of xml.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, "").matchAll(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (close) {
      if (open.pop() !== name) return false;
    } else if (!self) open.push(name);
  }
  const left = xml.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<\/?[\w:.-]+(?:\s+[\w:.-]+="[^"<]*")*\s*\/?>/g, "");
  return open.length === 0 && !/[<>]/.test(left);
}

test.each(files(".xml"))("%s is well-formed", (file) => {
  expect(isWellFormed(read(file))).toBe(true);
});

test.each(files(".json"))("%s is JSON", (file) => {
  expect(() => JSON.parse(read(file)) as unknown).not.toThrow();
});

test("every class that the configuration names is there", () => {
  const named = files(".xml").flatMap((file) => [...read(file).matchAll(/"(Afterglow\\Connect\\[\w\\]+)"/g)].map(([, name = ""]) => name));
  expect(named.length).toBeGreaterThan(8);
  expect(named.map((name) => `${name.replace("Afterglow\\Connect\\", "").replaceAll("\\", "/")}.php`).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test("every class is where its name says, and strict", () => {
  for (const file of files(".php").filter((one) => one !== "registration.php")) {
    const text = read(file);
    expect([file, /^namespace ([\w\\]+);/m.exec(text)?.[1]]).toEqual([file, ["Afterglow", "Connect", ...relative(".", file).split("/").slice(0, -1)].join("\\")]);
    expect(text).toContain(`${file.split("/").at(-1)?.replace(".php", "")}\n`.trim());
    expect(text).toContain("declare(strict_types=1);");
  }
});

test("an observer only notes: it never reaches out, and never reads what it could get wrong", () => {
  const observers = files(".php").filter((file) => file.startsWith("Observer/"));
  const listed = [...read("etc/events.xml").matchAll(/instance="Afterglow\\Connect\\Observer\\(\w+)"/g)].map(([, name]) => `Observer/${name}.php`);
  expect(observers).toEqual(listed.toSorted());
  for (const file of observers) expect(read(file), file).not.toMatch(/curl|http|guzzle|Sender|file_get_contents|fopen|socket/i);
  expect(read("Model/Outbox.php")).not.toMatch(/curl|Sender/i);
});

test("sends every topic that the connector reads from it, and no other", () => {
  const sent = [...read("Model/Topics.php").matchAll(/const \w+ = '([\w.]+)'/g)].map(([, topic]) => topic);
  expect(sent).toEqual(magento.topics.filter(({ via }) => via === "extension").map(({ topic }) => topic));
});

test("the permission it asks for is the one we tell merchants to tick, and its table is in the whitelist", () => {
  expect(magento.scopes.map(({ name }) => name)).toContain(/ref="([\w:]+)"/.exec(read("etc/webapi.xml"))?.[1]);
  const columns = [...read("etc/db_schema.xml").matchAll(/<column xsi:[^>]*name="(\w+)"/g)].map(([, name]) => name);
  const whitelist = JSON.parse(read("etc/db_schema_whitelist.json")) as Record<string, { column: Record<string, boolean> }>;
  expect(Object.keys(whitelist["afterglow_outbox"]?.column ?? {})).toEqual(columns);
});

test("the secret is encrypted, hidden in the form and left out of exports, and nothing stays after removal", () => {
  expect(read("etc/adminhtml/system.xml")).toMatch(/type="obscure"[\s\S]*Backend\\Encrypted/);
  expect(read("Model/Config.php")).toContain("encryptor->encrypt($secret)");
  expect(read("etc/di.xml")).toContain('name="sensitive"');
  for (const left of ["dropTable", "afterglow/connection/%"]) expect(read("Setup/Uninstall.php")).toContain(left);
  expect(files(".php").map(read).join("")).not.toMatch(/logger->\w+\([^;]*(?:getSecret|\$body|getMessage)/);
});
