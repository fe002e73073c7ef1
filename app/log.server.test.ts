import { describe, expect, test } from "vitest";
import { createLog } from "./log.server.ts";
import { redact } from "./redact.server.ts";

describe("redact", () => {
  test.each([
    ["mail to kim.o'neil+shop@mail.example.co.uk failed", "mail to [email] failed"],
    ["Grüße an jörg@bücher.example", "Grüße an [email]"],
    ["call +91 98765 43210 or (030) 1234-5678 9", "call [phone] or [phone]"],
    ["postgresql://shop:hunter2@127.0.0.1:5432/db", "postgresql://shop:[secret]@127.0.0.1:5432/db"],
    ['{"token":"abc.def","id":7}', '{"token":"[secret]","id":7}'],
    ["Authorization: Bearer abc123", "Authorization: [secret]"],
  ])("%s", (text, safe) => {
    expect(redact(text)).toBe(safe);
  });

  test.each([
    "ready http://localhost:3000",
    "2026-11-22T00:54:38.123Z took 1500 ms",
    "job messages of shop demo-woo: order 1001",
    "delivery 0192f3a4-7c1e-7b2d-9e4f-1234567890ab",
  ])("leaves alone: %s", (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe("the log", () => {
  const lines: string[] = [];
  const stream = (isTTY: boolean) => ({ isTTY, write: (line: string) => lines.push(line) > 0 });
  const now = () => new Date("2026-03-01T09:00:00Z");

  test("is one JSON object a line where nobody watches, without shoppers' data at any depth", () => {
    createLog({ stream: stream(false), now }).warn("bounced for kim@example.com", { to: ["kim@example.com"], count: 2n, why: { note: "ask lee@example.com" } });
    expect(JSON.parse(lines.pop() ?? "")).toEqual({
      time: "2026-03-01T09:00:00.000Z",
      level: "warn",
      message: "bounced for [email]",
      to: ["[email]"],
      count: "2",
      why: { note: "ask [email]" },
    });
  });

  test("is plain on a terminal", () => {
    createLog({ stream: stream(true) }).info("ready", { port: 3000 });
    expect(lines.pop()).toBe("ready port=3000\n");
  });

  test("shows where an error came from", () => {
    createLog({ stream: stream(false) }).error("failed", { error: new Error("no row for kim@example.com") });
    expect(lines.at(-1)).toContain("no row for [email]");
    expect(lines.pop()).toContain("log.server.test.ts");
  });

  test("leaves out what is below its level", () => {
    createLog({ stream: stream(false), level: "warn" }).info("chatter");
    expect(lines).toEqual([]);
  });
});
