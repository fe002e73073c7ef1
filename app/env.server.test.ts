import { describe, expect, test } from "vitest";
import { dkimKey, readEnv, webEnv, workerEnv } from "./env.server.ts";

const COMPLETE = {
  DATABASE_URL: "postgresql://u:p@db/afterglow",
  REDIS_URL: "redis://queue:6379",
  APP_URL: "https://afterglow.example.com/",
  APP_SECRET: "sixteen characters",
  SMTP_URL: "smtp://mail:587",
  MAIL_FROM: "shop@example.com",
};
const env = (values: Record<string, string>) => values as NodeJS.ProcessEnv;

describe("the environment", () => {
  test("has defaults for what has one, and an empty variable counts as unset", () => {
    expect(readEnv(env({ PORT: "", DATA_DIR: "" }))).toMatchObject({ PORT: 3000, MAILBOX_PORT: 1080, DATA_DIR: ".data", DEMO_RESET: false });
  });

  test.each(["DATABASE_URL", "APP_URL", "APP_SECRET", "SMTP_URL", "MAIL_FROM"] as const)("a web process without %s says so", (name) => {
    expect(() => webEnv(env({ ...COMPLETE, [name]: "" }))).toThrow(`${name} is not set, and npm start needs it.`);
  });

  test("only a worker of its own needs REDIS_URL", () => {
    const alone = env({ ...COMPLETE, REDIS_URL: "" });
    expect(webEnv(alone).REDIS_URL).toBeUndefined();
    expect(() => workerEnv(alone)).toThrow("REDIS_URL is not set");
  });

  test("an address ends without a slash", () => {
    expect(webEnv(env(COMPLETE)).APP_URL).toBe("https://afterglow.example.com");
  });

  test.each([
    ["PORT", "many", "PORT is wrong: must be a number between 0 and 65535."],
    ["PORT", "70000", "PORT is wrong: must be a number between 0 and 65535."],
    ["DATABASE_URL", "mysql://db", "DATABASE_URL is wrong: must be an address that starts with postgresql:// or postgres://."],
    ["APP_SECRET", "short", "APP_SECRET is wrong: must have at least 16 characters."],
    ["DEMO_NOW", "yesterday", "DEMO_NOW is wrong"],
  ])("%s=%s is refused by name", (name, value, sentence) => {
    expect(() => readEnv(env({ [name]: value }))).toThrow(sentence);
  });

  test("a DKIM key is whole or absent", () => {
    expect(dkimKey(readEnv(env({})))).toBeUndefined();
    expect(() => dkimKey(readEnv(env({ DKIM_DOMAIN: "example.com" })))).toThrow("DKIM_SELECTOR is not set");
    const key = dkimKey(readEnv(env({ DKIM_DOMAIN: "example.com", DKIM_SELECTOR: "s1", DKIM_PRIVATE_KEY: "a\\nb" })));
    expect(key?.privateKey).toBe("a\nb");
  });
});
