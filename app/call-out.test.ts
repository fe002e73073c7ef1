import { expect, test } from "vitest";
import { callingOut } from "./call-out.server.ts";

const MINUTE = 60_000;
function scene() {
  let now = 0;
  const app = { now: () => now };
  return { pass: (ms: number) => void (now += ms), ask: (client: string) => callingOut(app, client, async () => "done") };
}

test("one visitor may ask so often in ten minutes, and again after them", async () => {
  const { ask, pass } = scene();
  const answers = [];
  for (let time = 0; time < 35; time++) answers.push(await ask("203.0.113.7"));
  expect(answers.filter((one) => one === "done")).toHaveLength(30);
  expect(await ask("203.0.113.8")).toBe("done");
  pass(11 * MINUTE);
  expect(await ask("203.0.113.7")).toBe("done");
});

test("one network of IPv6 is one visitor, however its address is written", async () => {
  const { ask } = scene();
  for (let host = 1; host <= 30; host++) await ask(host % 2 ? `2001:db8::${host}:1` : `2001:0DB8:0:0:${host}:2:3:4`);
  expect(await ask("2001:db8::ffff")).toBeNull();
  expect(await ask("2001:db8:0:1::1")).toBe("done");
});

test("few are under way at once; one that fails gives its place back", async () => {
  const { app, release } = held();
  const under = Array.from({ length: 4 }, () => callingOut(app, "a", () => release.promise));
  expect(await callingOut(app, "a", async () => "done")).toBeNull();
  expect(await callingOut(app, "b", async () => "done")).toBe("done");
  release.reject(new Error("no answer"));
  await Promise.allSettled(under);
  expect(await callingOut(app, "a", async () => "done")).toBe("done");
});

test("all together are bounded too", async () => {
  const { ask } = scene();
  const answers = [];
  for (let time = 0; time < 1_100; time++) answers.push(await ask(`198.51.${time % 100}.${time % 250}`));
  expect(answers.filter((one) => one === "done")).toHaveLength(1_000);
});

function held() {
  return { app: { now: () => 0 }, release: Promise.withResolvers<string>() };
}
