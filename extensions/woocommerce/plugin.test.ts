/** The companion plugin: its PHP where there is a PHP, its promises about text, requests and leftovers everywhere. */
import { execFileSync, spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { embedSignature } from "#app/embed-woocommerce.server.ts";
import { woocommerce } from "#connectors/woocommerce/index.ts";

const ROOT = join(import.meta.dirname, "afterglow");
const names = globSync("**/*.php", { cwd: ROOT }).toSorted();
const source = (name: string): string => readFileSync(join(ROOT, name), "utf8");
const all = names.map(source).join("\n");
const hasPhp = spawnSync("php", ["-v"]).status === 0;
if (!hasPhp) console.warn("\n*** there is no php on this machine: the plugin's PHP is NOT checked ***\n");

/** Runs a script with the plugin's classes at hand, and WordPress's functions as the script says. */
const php = (script: string): string => execFileSync("php", ["-d", "display_errors=stderr", "-r", `define('ABSPATH', '/'); chdir('${ROOT}'); ${script}`], { encoding: "utf8" });

describe.skipIf(!hasPhp)("run by PHP", () => {
  it.each(names)("%s is PHP", (name) => expect(execFileSync("php", ["-l", join(ROOT, name)], { encoding: "utf8" })).toContain("No syntax errors"));

  it("signs links as the app checks them", () => {
    const url = new URL(php(`require 'includes/class-afterglow-link.php'; echo Afterglow_Link::address(array('app' => 'https://app.example', 'shop' => 'woocommerce-1', 'secret' => 'hush'), 7, 'staff', 1000);`));
    const { shop = "", user = "", role = "", exp = "", sig } = Object.fromEntries(url.searchParams);
    expect([url.origin, url.pathname, shop, user, role, exp]).toEqual(["https://app.example", "/embed/woocommerce", "woocommerce-1", "7", "staff", "1060"]);
    expect(sig).toBe(embedSignature("hush", { shop, user, role, exp }));
  });

  it.each([["erase", "erase_person"], ["export", "export_person"]])("%s reaches the app as a notice that is authentic", (call, kind) => {
    const stubs = `function get_option() { return array('app' => 'https://app.example', 'shop' => 'woocommerce-1', 'secret' => 'hush'); } function get_user_by() { return (object) array('ID' => 7); } function wp_json_encode($x) { return json_encode($x); }
      function wp_generate_uuid4() { return 'u-1'; } function wp_remote_post($url, $args) { global $sent; $sent = array($url, $args); return 1; } function wp_remote_retrieve_response_code() { return 200; } function __($text) { return $text; }`;
    const out = JSON.parse(php(`${stubs} require 'includes/class-afterglow-settings.php'; require 'includes/class-afterglow-privacy.php'; $r = Afterglow_Privacy::${call}('Jane@Example.com'); echo json_encode(array($sent, $r));`)) as [[string, { headers: Record<string, string>; body: string }], { done: boolean }];
    const [[url, { headers, body }], result] = out;
    const request = { headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])), body: Buffer.from(body) };
    expect(url).toBe("https://app.example/webhooks/woocommerce/woocommerce-1");
    expect(woocommerce.verify(request, ["hush"], 0)).toEqual({ kind: "authentic" });
    expect(woocommerce.translate(woocommerce.topicOf(request), request.body, 0, { currency: "USD", country: null })).toMatchObject({ kind: "notice", notice: { kind, person: { ref: "7", email: "jane@example.com" } } });
    expect(result).toMatchObject({ done: true });
  });
});

/** The template begins with an entry that is none. */
const HEADER = 1;

describe("its text", () => {
  const calls = [...all.matchAll(/\b(?:__|_e|_x|_n|esc_html__|esc_attr__|esc_html_e|esc_attr_e)\( '((?:[^'\\]|\\.)*)'([^)]*)\)/g)];

  it("is translatable under the plugin's own domain, and all of it is in the template", () => {
    const template = readFileSync(join(ROOT, "languages/afterglow.pot"), "utf8");
    expect(calls.length).toBeGreaterThan(12);
    for (const [, text, rest] of calls) {
      expect(rest?.trim(), text).toBe(", 'afterglow'");
      expect(template, text).toContain(`msgid "${text}"`);
    }
    expect(template.match(/^msgid "./gm)).toHaveLength(new Set(calls.map(([, text]) => text)).size + HEADER);
  });
});

describe("its manners", () => {
  it.each(names)("%s cannot be opened by its address", (name) => expect(source(name)).toMatch(/defined\( '(?:ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;/));

  it("it makes requests for privacy tools only, never from shoppers' pages", () => {
    const callers = names.filter((name) => /wp_(?:safe_)?remote_|curl_|file_get_contents|fsockopen/.test(source(name)));
    expect(callers).toEqual(["includes/class-afterglow-privacy.php"]);
    expect(source("includes/class-afterglow-privacy.php")).not.toMatch(/woocommerce_|wp_head|wp_footer|template_redirect/);
  });

  it("uninstalling removes every option it sets", () => {
    const constants = new Map([...source("includes/class-afterglow-settings.php").matchAll(/const (\w+)\s+= '(\w+)';/g)].map(([, name, value]) => [name, value]));
    const set = [...all.matchAll(/(?:update|add)_(?:site_)?option\( self::(\w+)/g)].map(([, name]) => constants.get(name));
    expect(set.toSorted()).toEqual(["afterglow_app_url", "afterglow_link"]);
    for (const option of set) expect(source("uninstall.php")).toContain(`delete_option( '${option}' );`);
    expect(all).not.toMatch(/(?:update|add)_(?:user|post|term)_meta|set_transient|wp_schedule|\$wpdb/);
  });

  it("it declares what it works with, and tells in readme.txt whom it talks to", () => {
    for (const feature of ["custom_order_tables", "cart_checkout_blocks"]) expect(source("afterglow.php")).toContain(`declare_compatibility( '${feature}', AFTERGLOW_FILE, true )`);
    const readme = readFileSync(join(ROOT, "readme.txt"), "utf8");
    expect(readme).toContain("= What is sent, and where =");
    for (const [, hook = ""] of all.matchAll(/(?:do_action|apply_filters)\( '(\w+)'/g)) expect(readme).toContain(`\`${hook}\``);
    const version = /Version: (\S+)/.exec(source("afterglow.php"))?.[1];
    expect(readme).toContain(`Stable tag: ${version}`);
  });
});
