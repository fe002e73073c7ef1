import { beforeAll, expect, test } from "vitest";
import { DAY } from "#app/core/shared/instant.ts";
import { handleStopping } from "#app/engine/journey-control.ts";
import { testDatabase } from "#test/database.ts";
import { addShop, CAPTURE_TIME as NOW, openDoor } from "#test/door.ts";
import { findWork } from "../models/work.ts";
import { postgresStore } from "../models/store/index.ts";
import { sampleOrder, takeIn } from "../models/testing.ts";
import { signInCookie } from "../session.server.ts";
import { action as act, loader as journey } from "./app.journeys.$key.tsx";
import { action as saveText, loader as definition } from "./app.journeys.$key_.definition.tsx";
import { loader as people } from "./app.journeys.$key_.people.tsx";
import { loader as journeys } from "./app.journeys._index.tsx";
import { action as settle, loader as tasks } from "./app.tasks.tsx";

const { prisma: db } = await testDatabase();
const { app } = await openDoor(db);
type Route = (args: { request: Request; params: Record<string, string>; context: { app: typeof app } }) => unknown;
type Asked = { key?: string; query?: string; form?: Record<string, string> };

const call = async <T extends Route>(route: T, shopId: string | null, { key = "welcome", query = "", form }: Asked = {}): Promise<Exclude<Awaited<ReturnType<T>>, Response>> => {
  const headers = new Headers();
  if (shopId !== null) headers.set("cookie", await signInCookie(app, { shopId, person: "owner", role: "owner" }));
  const request = new Request(`http://localhost/app?${query}`, form ? { method: "POST", headers, body: new URLSearchParams(form) } : { headers });
  return (await route({ request, params: { key }, context: { app } })) as Exclude<Awaited<ReturnType<T>>, Response>;
};
const ask = (control: string, shopId = "a") => call(act, shopId, { form: { do: control } });

beforeAll(async () => {
  await addShop(db, "a", "shopify");
  await addShop(db, "b", "shopify");
  for (const ref of ["1001", "1002", "1003"]) await takeIn(db, "a", [sampleOrder(ref, NOW - DAY, { customer: { ...sampleOrder(ref, NOW).customer, ref, email: `${ref}@example.com` } })], NOW - DAY);
});

test("the list says what each journey does and how many are on it", async () => {
  const { journeys: rows } = await call(journeys, "a");
  expect(rows.find((row) => row.key === "welcome")).toMatchObject({ name: "Welcome", status: "live", on: 3, entered: 3, sent: 0, goals: 0, does: expect.stringContaining("Thanks") });
  expect((await call(journeys, "b")).journeys.every((row) => row.on === 0)).toBe(true);
});

test("the page knows who stands where, and a step's people can be looked at", async () => {
  const page = await call(journey, "a");
  const [step, count] = Object.entries(page.counts)[0] ?? [];
  expect(page).toMatchObject({ status: "live", version: 1, numbers: { on: 3 }, elsewhere: 0, move: { moves: 0, stays: 0 } });
  expect(count).toBe(3);
  expect((await call(people, "a", { query: `step=${step}` })).page.rows.map((row) => row.about).toSorted()).toEqual(["order #1001", "order #1002", "order #1003"]);
  expect((await call(people, "a", { query: "show=over&cursor=nonsense" })).page.rows).toEqual([]);
});

test("a wrong setting is named and nothing is stored; a right one makes a version that nobody is moved to by itself", async () => {
  const { settings, values } = await call(journey, "a");
  const number = settings.find((one) => one.kind === "number");
  if (!number) throw new Error("welcome has no number to turn");
  const form = (value: string) => ({ do: "settings", version: "1", ...Object.fromEntries(Object.entries(values).flatMap(([id, one]) => (one === false ? [] : [[id, one === true ? "on" : String(one)]]))), [number.id]: value });
  for (const wrong of ["9999", "three", ""]) expect(await call(act, "a", { form: form(wrong) })).toMatchObject({ failed: true, problems: [{ setting: number.id }], values: { [number.id]: wrong } });
  expect(await call(act, "a", { form: form(String(number.default)) })).toMatchObject({ said: expect.stringContaining("no new version") });
  expect((await call(journey, "a")).version).toBe(1);
  expect(await call(act, "a", { form: form(String(Number(number.default) + 1)) })).toMatchObject({ failed: false, said: expect.stringContaining("version 2") });
  expect(await call(act, "a", { form: form(String(Number(number.default) + 2)) })).toMatchObject({ failed: true, said: expect.stringContaining("someone else saved version 2") });
  const page = await call(journey, "a");
  expect(page).toMatchObject({ version: 2, values: { [number.id]: Number(number.default) + 1 }, versions: [{ version: 2, people: 0 }, { version: 1, people: 3 }] });
  expect(page.move.moves + page.move.stays).toBe(3);
  expect(await call(act, "a", { form: { do: "move", version: "2" } })).toMatchObject({ said: expect.stringContaining(`${page.move.moves} people moved`) });
  expect((await call(journey, "a")).move.moves).toBe(0);
});

test("a subject is tried: what is wrong is named at its field and stays typed, and other settings leave the trial alone", async () => {
  const started = (await call(journey, "b", { query: "subject=howto" })).subject;
  expect(started).toMatchObject({ step: "howto", onTrial: false, own: false, first: [{ language: "English", text: expect.any(String), example: expect.stringMatching(/^[^{}]+$/) }], people: null });
  const attempt = (subject: string, third = "", version = "1") => call(act, "b", { form: { do: "try_subject", step: "howto", version, "subject-2-en": subject, "subject-3-en": third } });
  const first = started?.first[0]?.text ?? "";
  for (const [wrong, problem] of [["", "must not be empty"], ["x".repeat(201), "has at most 200 characters"], ["Hi {{ nobody.knows }}", "there is no variable “nobody.knows”"], ["{% if", expect.stringContaining("cannot be read")], [first, "is the same as the first"]] as const) {
    expect(await attempt(wrong)).toMatchObject({ at: "subject", failed: true, problems: [{ setting: "subject-2-en", problem }], values: { "subject-2-en": wrong } });
  }
  expect(await attempt("Well begun", "Well begun ")).toMatchObject({ problems: [{ setting: "subject-3-en", problem: "is the same as the second" }] });
  expect((await call(journey, "b")).version).toBe(1);
  expect(await attempt("Well begun", "Half done")).toMatchObject({ at: "subject", failed: false });
  expect(await attempt("Too late")).toMatchObject({ failed: true, said: expect.stringContaining("someone else saved version 2"), values: { "subject-2-en": "Too late" } });
  const page = await call(journey, "b", { query: "subject=howto" });
  expect(page).toMatchObject({ version: 2, versions: [{ byHand: false }, {}], trials: [{ step: "howto", arms: [{ id: "ours" }, { label: "“Well begun”" }, { label: "“Half done”" }] }], subject: { onTrial: true, values: { "subject-2-en": "Well begun", "subject-3-en": "Half done" } } });
  expect(page.subjectsOf).toContain("howto");
  const { settings, values } = page;
  const number = settings.find((one) => one.kind === "number");
  const form = { do: "settings", version: "2", ...Object.fromEntries(Object.entries(values).flatMap(([id, one]) => (one === false ? [] : [[id, one === true ? "on" : String(one)]]))), [number?.id ?? ""]: String(Number(number?.default) + 1) };
  expect(await call(act, "b", { form })).toMatchObject({ failed: false });
  const turned = await call(journey, "b");
  expect(turned).toMatchObject({ version: 3, values: { [number?.id ?? ""]: Number(number?.default) + 1 }, trials: [{ arms: [{}, { label: "“Well begun”" }, {}] }] });
  expect((await call(journey, "b", { query: "version=1&subject=howto" }))).toMatchObject({ subject: null, trials: [], subjectsOf: [] });
  const end = (keep: string) => call(act, "b", { form: { do: "end_subject", step: "howto", version: "3", ...(keep === "" ? {} : { keep }) } });
  expect(await end("")).toMatchObject({ at: "trial", failed: true, said: expect.stringContaining("choose") });
  expect(await end("sffffffff")).toMatchObject({ failed: true });
  expect(await end(turned.trials[0]?.arms[2]?.id ?? "")).toMatchObject({ at: "trial", failed: false });
  expect(await end("ours")).toMatchObject({ failed: true, said: expect.stringContaining("someone else saved") });
  expect((await call(journey, "b", { query: "subject=howto" })).subject).toMatchObject({ onTrial: false, own: true, first: [{ text: "Half done" }] });
  expect(await call(act, "b", { form: { do: "reset_subject", step: "howto", version: "4" } })).toMatchObject({ failed: false });
  expect((await call(journey, "b", { query: "subject=howto" })).subject).toMatchObject({ own: false, first: [{ text: first }] });
  expect(await call(act, "b", { form: { do: "try_subject", step: "until_shipped", version: "5", "subject-2-en": "Hello" } })).toMatchObject({ failed: true });
});

test("the definition is checked before it is stored", async () => {
  const { text, current } = await call(definition, "a");
  const post = (written: string) => call(saveText, "a", { form: { version: String(current), definition: written } });
  expect(await post("{")).toMatchObject({ said: expect.stringContaining("not JSON"), text: "{" });
  expect(await post("x".repeat(400_000))).toMatchObject({ said: expect.stringContaining("longer than") });
  const changed = JSON.parse(text) as { start: string; key: string; steps: Record<string, unknown> };
  expect(await post(JSON.stringify({ ...changed, start: "nowhere" }))).toMatchObject({ problems: expect.arrayContaining([{ step: null, field: "start", problem: 'there is no step "nowhere"' }]) });
  expect(await post(JSON.stringify({ ...changed, steps: { ...changed.steps, odd: { kind: "wait", label: "Odd", duration: "P1M", next: "odd" } } }))).toMatchObject({ problems: [{ step: "odd", field: "duration" }] });
  expect(await post(JSON.stringify({ ...changed, steps: { ...changed.steps, howto: { ...(changed.steps["howto"] as object), subjects: { en: "Hi {{ nobody.knows }}" } } } }))).toMatchObject({ problems: [{ step: "howto", field: "subjects.en", problem: "there is no variable “nobody.knows”" }] });
  expect(await post(JSON.stringify({ ...changed, key: "other" }))).toMatchObject({ problems: [{ field: "key" }] });
  expect(await db.journeyVersion.count({ where: { shopId: "a", key: "welcome" } })).toBe(2);
  expect(await post(JSON.stringify({ ...changed, name: "Hello there" }))).toMatchObject({ status: 303 });
  expect(await call(journey, "a")).toMatchObject({ version: 3, definition: { name: "Hello there" }, versions: [{ version: 3, byHand: true }, { byHand: false }, { byHand: false }] });
});

test("pausing, resuming, switching and stopping say what they did, and say so again when repeated", async () => {
  expect(await ask("pause")).toEqual({ at: "control", said: "Paused. 3 people stay where they are.", failed: false });
  expect(await ask("pause")).toMatchObject({ said: expect.stringContaining("done already"), failed: false });
  expect(await ask("off")).toMatchObject({ said: expect.stringContaining("Nothing was changed"), failed: true });
  expect(await call(journey, "a")).toMatchObject({ status: "paused", numbers: { on: 3 } });
  expect(await ask("resume")).toMatchObject({ said: expect.stringContaining("3 people go on") });
  expect(await ask("off")).toMatchObject({ failed: false });
  expect(await ask("on")).toMatchObject({ failed: false });
  expect(await ask("stop")).toEqual({ at: "control", said: "Stopped: the walks of 3 people are being ended.", failed: false });
  // The worker finds it without being told, and has nothing left to find afterwards.
  expect(await findWork(db, NOW)).toContainEqual({ job: "timers", shopId: "a" });
  while ((await handleStopping(postgresStore(db), "a", NOW, 2)) > 0);
  expect(await findWork(db, NOW)).not.toContainEqual({ job: "timers", shopId: "a" });
  expect(await call(journey, "a")).toMatchObject({ status: "off", numbers: { on: 0 } });
});

test("what is not there, not asked or not theirs changes nothing", async () => {
  await expect(ask("explode")).rejects.toMatchObject({ status: 400 });
  await expect(call(act, "a", { key: "nothing", form: { do: "pause" } })).rejects.toMatchObject({ status: 404 });
  await expect(call(act, "a", { key: "nothing", form: { do: "settings" } })).rejects.toMatchObject({ status: 404 });
  await expect(call(act, null, { form: { do: "stop" } })).rejects.toMatchObject({ status: 401 });
  for (const route of [journey, definition, people] as Route[]) {
    await expect(call(route, "a", { key: "nothing" })).rejects.toMatchObject({ status: 404 });
    await expect(call(route, null)).rejects.toMatchObject({ status: 302 });
  }
  for (const route of [journey, definition] as Route[]) await expect(call(route, "a", { query: "version=99" })).rejects.toMatchObject({ status: 404 });
  expect(await ask("pause", "b")).toMatchObject({ said: "Paused. Nobody stays where they are." });
});

test("a task is settled once, by its own shop", async () => {
  const profile = await db.profile.findFirstOrThrow({ where: { shopId: "a" } });
  const id = "0192e5a0-0000-8000-8000-000000000001";
  await db.action.create({ data: { id, shopId: "a", profileId: profile.id, enrollmentId: id, orderRef: "1001", kind: "task", detail: { do: "task", title: "Call them" }, status: "open", createdAt: new Date(NOW) } });
  expect((await call(tasks, "a")).page.rows).toMatchObject([{ title: "Call them", orderNumber: "#1001" }]);
  expect(await call(settle, "b", { form: { task: id } })).toMatchObject({ failed: true });
  expect(await call(settle, "a", { form: { task: id } })).toMatchObject({ failed: false });
  expect(await call(settle, "a", { form: { task: id } })).toMatchObject({ failed: true });
  expect(await call(settle, "a", { form: { task: "nonsense" } })).toMatchObject({ failed: true });
  expect((await call(tasks, "a")).page.rows).toEqual([]);
});
