import { expect, it } from "vitest";
import { DAY } from "../shared/instant.ts";
import { PlatformError } from "./platform-error.ts";

class TooBig extends PlatformError {}

it("is known by its name, which a copy of the class shares, and one made of it by itself", () => {
  const copy = Object.assign(new Error("elsewhere"), { name: "PlatformError" });
  const [plain, big] = [new PlatformError("refused", "log", "Say."), new TooBig("refused", "log", "Say.")];
  expect([copy, plain, big].map((error) => error instanceof PlatformError)).toEqual([true, true, true]);
  expect([copy, plain, big].map((error) => error instanceof TooBig)).toEqual([false, false, true]);
  expect(new Error("other") instanceof PlatformError).toBe(false);
});

it("waits as long as the platform says, and a day at most", () => {
  expect([null, 2_000, 400 * DAY].map((wait) => new PlatformError("throttled", "log", "Say.", wait).retryAfterMs)).toEqual([null, 2_000, DAY]);
});
