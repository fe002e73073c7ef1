import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { screenshot, seriousProblems, testBrowser, WIDTHS } from "./browser.ts";

const browser = await testBrowser();

test("a page is opened, photographed and checked, also under a strict content security policy", async () => {
  const page = await browser.open(WIDTHS.phone);
  await page.route("http://localhost/strict", (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "content-security-policy": "default-src 'none'" },
      body: `<html lang="en"><head><title>Test</title></head><body><main><h1>Hello</h1><input></main></body></html>`,
    }),
  );
  await page.goto("http://localhost/strict");
  expect(await page.evaluate(() => navigator.userAgent)).not.toContain("Headless");
  expect(await seriousProblems(page)).toEqual([expect.stringContaining("label")]);
  const image = await readFile(await screenshot(page, "browser-check"));
  expect(image.subarray(1, 4).toString()).toBe("PNG");
});
