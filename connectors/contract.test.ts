/** What every platform's folder must be and do, over its own examples: one contract, one shape. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform, Subject, Translation } from "#app/core/event/connector.ts";
import { SUBJECTS } from "#app/core/event/connector.ts";
import type { Snapshot } from "#app/core/event/snapshot.ts";
import { DOUBLES } from "#test/doubles/all.ts";
import { CLIENTS } from "./clients.ts";
import { asTranslated, EXAMPLES } from "./examples.ts";
import type { Example } from "./shared/example.ts";
import { CONNECTORS } from "./registry.ts";
import { newMemory, newSecret, RECEIVED, sent, SHOP } from "./testing.ts";

/** What a reader of one platform's folder finds in every other. */
const SHAPE = [
  "index", "topics", "version", // the connector, what it listens to and asks for, which of two snapshots is newer
  "verify", "payloads", "translate", "order", "shipment", "product", // who sent it, the fields we read, what they say
  "client", // its API
  "fixtures", "examples", "translate.test", "verify.test", "client.test",
].map((name) => `${name}.ts`);

const folderOf = (platform: string): URL => new URL(`${platform}/`, import.meta.url);

describe("the folders", () => {
  const platforms = CONNECTORS.map(({ platform }) => platform).toSorted();

  it("are all listed: in the registry, among the clients, and among the doubles", () => {
    const folders = readdirSync(new URL(".", import.meta.url), { withFileTypes: true }).filter((one) => one.isDirectory() && one.name !== "shared").map(({ name }) => name);
    for (const [where, listed] of Object.entries({ "connectors/": folders, "connectors/clients.ts": Object.keys(CLIENTS), "test/doubles/all.ts": Object.keys(DOUBLES), "connectors/examples.ts": Object.keys(EXAMPLES) })) expect(listed.toSorted(), where).toEqual(platforms);
  });

  it.each(platforms)("%s has the files that every platform has", (platform) => {
    const missing = SHAPE.filter((file) => !existsSync(new URL(file, folderOf(platform))));
    expect(missing, `connectors/${platform}/ lacks ${missing.join(", ")}: every platform has these files, see docs/connectors.md`).toEqual([]);
  });

  /** A connector imports nothing of another, and core no Node built-in, so each has its own copy of the version's digest. */
  it("make versions in the same way", () => {
    const copies = platforms.map((platform) => readFileSync(new URL("version.ts", folderOf(platform)), "utf8"));
    for (const [index, copy] of copies.entries()) expect(copy, `connectors/${platforms[index]}/version.ts`).toBe(copies[0]);
  });
});

const PERSON = { email: "asha@example.com", phone: "+15185550100", firstName: "Asha", lastName: "Rao" };
const MOMENT = expect.any(Number) as number;

/** What examples of these names say on every platform. */
const ALIKE: Readonly<Record<string, { readonly kind: Snapshot["kind"]; readonly [fact: string]: unknown }>> = {
  "an order": { kind: "order", draft: false, test: false, paidAt: null, awaitingPayment: true, fulfilledAt: null, cancelledAt: null, codes: ["HELLO"], customer: PERSON, lines: [{ title: "Mug ☕", sku: "MUG", quantity: 2 }] },
  "an order of a guest without an address, in yen": { kind: "order", currency: "JPY", total: 1200, paidAt: null, cashOnDelivery: true, awaitingPayment: false, customer: { ref: null, email: null } },
  "a paid order": { kind: "order", paidAt: MOMENT, awaitingPayment: false, fulfilledAt: null },
  "a sent order": { kind: "order", paidAt: MOMENT, fulfilledAt: MOMENT },
  "a cancelled order": { kind: "order", cancelledAt: MOMENT },
  "a customer": { kind: "customer", deleted: false, customer: PERSON },
  "a customer who is gone": { kind: "customer", deleted: true, customer: { email: null, firstName: null } },
  "a product": { kind: "product", title: "Mug ☕", price: 999, deleted: false },
  "a product that is sold out": { kind: "product", inStock: false, deleted: false },
  "a product that is gone": { kind: "product", inStock: false, deleted: true },
};
/** Magento tells of no product that it is sold out or gone: the stock is asked for when it is needed. */
const UNTOLD: Readonly<Partial<Record<Platform, readonly string[]>>> = { magento: ["a product that is sold out", "a product that is gone"] };

/** Everything a snapshot calls by a name: what must be the same, however it is told. */
function refsOf(snapshot: Snapshot): string[] {
  if (snapshot.kind === "order") return [`order ${snapshot.ref} ${snapshot.number}`, `buyer ${snapshot.customer.ref}`, ...snapshot.lines.map((line) => `line ${line.ref} ${line.productRef}`), ...[...snapshot.shipments, ...snapshot.refunds].flatMap(refsOf)];
  return [`${snapshot.kind} ${snapshot.ref} ${"orderRef" in snapshot ? snapshot.orderRef : ""}`];
}

describe.each(CONNECTORS.map((connector) => [connector.platform, connector] as const))("%s", (platform, connector) => {
  const examples = EXAMPLES[platform];
  const [own, other] = [newSecret(platform, "hush"), newSecret(platform, "other")];
  const read = (example: Example): Translation => connector.translate(example.topic, asTranslated(connector, example, own.sign, RECEIVED), RECEIVED, SHOP);
  const snapshotsOf = (example: Example): readonly Snapshot[] => {
    const translation = read(example);
    return translation.kind === "snapshots" ? translation.snapshots : [];
  };
  const viaOf = (topic: string) => connector.topics.find((one) => one.topic === topic)?.via;
  const pushed = examples.filter(({ topic }) => viaOf(topic) !== "pull");

  it("lists each topic once, and asks for every permission that one takes", () => {
    const topics = connector.topics.map(({ topic }) => topic);
    expect(new Set(topics).size).toBe(topics.length);
    const asked = connector.scopes.map(({ name }) => name);
    for (const { topic, scope } of connector.topics) if (scope !== null) expect(asked, topic).toContain(scope);
  });

  it("tells something of every subject, or says in words that it does not", () => {
    const within = examples.flatMap((example): Subject[] => {
      const translation = read(example);
      if (translation.kind === "notice") return translation.notice.kind.endsWith("_person") ? ["privacy"] : [];
      return translation.kind === "snapshots" ? translation.snapshots.flatMap((one) => (one.kind === "order" && one.refunds.length > 0 ? ["refunds"] : [])) : [];
    });
    const told = new Set([...connector.topics.map(({ subject }) => subject), ...within]);
    expect(SUBJECTS.filter((subject) => !told.has(subject) && connector.silent[subject] === undefined), "told by no topic, and not among `silent`").toEqual([]);
    for (const sentence of [...Object.values(connector.silent), ...Object.values(connector.unable), ...connector.scopes.map(({ why }) => why)]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it("has an example of every topic, and of no other", () => {
    const shown = new Set(examples.map(({ topic }) => topic));
    expect([...shown].toSorted()).toEqual(connector.topics.map(({ topic }) => topic).toSorted());
    const names = examples.map(({ topic, name }) => `${topic}: ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(connector.topics.map(({ topic }) => [topic]))("%s: each example is read, and one at least says something", (topic) => {
    const translations = examples.filter((example) => example.topic === topic).map((example) => [example.name, read(example)] as const);
    for (const [name, translation] of translations) {
      expect(["snapshots", "notice", "unhandled"], `${name}: ${JSON.stringify(translation)}`).toContain(translation.kind);
      if (translation.kind === "snapshots") expect(translation.snapshots.length, name).toBeGreaterThan(0);
      if (translation.kind === "unhandled") expect(translation.reason, name).toMatch(/^(?!.*not one we read).{15,}$/);
    }
    const reads = translations.some(([, { kind }]) => kind !== "unhandled");
    // Two of Shopify's topics name no order: they are listed so that the order is read again soon.
    expect(reads || /^returns\/(decline|update)$/.test(topic)).toBe(true);
  });

  it("reads one order, one customer and one product as every other platform does", () => {
    for (const [name, facts] of Object.entries(ALIKE)) {
      const found = examples.filter((example) => example.name === name).flatMap(snapshotsOf).filter(({ kind }) => kind === facts.kind);
      expect(found.length > 0 || (UNTOLD[platform] ?? []).includes(name), `there is no example of ${name}`).toBe(true);
      for (const one of found) expect(one, name).toMatchObject(facts);
    }
  });

  it("verifies what it signs, reads the topic back, and translates it alike", () => {
    for (const example of pushed) {
      const request = sent(connector, example, own.sign);
      expect(connector.verify(request, [other.check, own.check], RECEIVED), example.topic).toEqual({ kind: "authentic" });
      expect(connector.verify(request, [other.check], RECEIVED).kind).toBe("forged");
      expect(connector.verify(request, [], RECEIVED).kind).toBe("forged");
      const changed = Uint8Array.from(request.body, (byte, index) => (index === request.body.length >> 1 ? byte ^ 1 : byte));
      expect(connector.verify({ ...request, body: changed }, [own.check], RECEIVED).kind).toBe("forged");
      expect(connector.topicOf(request)).toBe(example.topic);
      expect(connector.translate(connector.topicOf(request), request.body, RECEIVED, SHOP)).toEqual(read(example));
      expect(JSON.parse(connector.textOf?.(request.body) ?? new TextDecoder().decode(request.body)), "what a person reads").toBeTypeOf("object");
      expect(Object.keys(request.headers)).toEqual(Object.keys(request.headers).map((name) => name.toLowerCase()));
    }
  });

  it("names a delivery by what it says: sent again it has the same name, and no other has it", () => {
    const keyOf = (example: Example) => connector.dedupeKeyOf?.(sent(connector, example, own.sign)) ?? null;
    const said = new Map<string, string>();
    for (const example of pushed) {
      const key = keyOf(example);
      if (key === null) continue;
      const words = `${example.topic} ${new TextDecoder().decode(example.body)}`;
      expect(keyOf(example)).toBe(key);
      expect(said.get(key) ?? words, key).toBe(words);
      said.set(key, words);
    }
    expect(said.size > 0).toBe(connector.dedupeKeyOf !== undefined);
  });

  it("tells the same events whatever the order, and each once", () => {
    // Moments are left aside: where the platform dates nothing, the message that tells it first gives the moment.
    const heard = (places: readonly number[]): string[] => {
      const memory = newMemory(RECEIVED);
      for (const place of places) memory.hear(snapshots[place] ?? []);
      return memory.events.map(({ key }) => key).toSorted();
    };
    const snapshots = examples.map(snapshotsOf);
    const all = [...examples.keys()];
    const expected = heard(all);
    expect(expected.length).toBeGreaterThan(5);
    expect(new Set(expected).size).toBe(expected.length);
    const twice = [...all, ...all];
    const shuffled = fc.shuffledSubarray([...twice.keys()], { minLength: twice.length }).map((places) => places.map((place) => place % all.length));
    fc.assert(fc.property(shuffled, (places) => void expect(heard(places)).toEqual(expected)), { numRuns: 100 });
  });

  it("calls things the same, told and fetched", () => {
    const subjectOf = (topic: string) => connector.topics.find((one) => one.topic === topic)?.subject;
    const fetched = examples.filter(({ topic }) => viaOf(topic) === "pull");
    const pairs = fetched.flatMap((one) => pushed.filter(({ topic, name }) => name === one.name && subjectOf(topic) === subjectOf(one.topic)).map((two) => [one, two] as const));
    expect(new Set(pairs.map(([{ topic }]) => subjectOf(topic)))).toEqual(new Set(fetched.map(({ topic }) => subjectOf(topic))));
    for (const [one, two] of pairs) {
      expect(snapshotsOf(one).flatMap(refsOf), `${one.name}: ${one.topic} and ${two.topic}`).toEqual(snapshotsOf(two).flatMap(refsOf));
      // What was told is not told again when it is fetched, nor the other way round.
      for (const [first, second] of [[one, two], [two, one]] as const) {
        const memory = newMemory(RECEIVED);
        memory.hear(snapshotsOf(first));
        const late = memory.hear(snapshotsOf(second));
        expect(late.filter(({ type }) => !type.startsWith("consent.")), `${one.name}: ${first.topic}, then ${second.topic}`).toEqual([]);
      }
    }
  });
});
