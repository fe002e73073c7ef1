import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createVault } from "./vault.server.ts";

const OLD = "an old secret of thirty-two chars";
const NEW = "a new secret of thirty-two chars!";

describe("the vault", () => {
  it("opens what it sealed, each time sealed differently, and shows nothing of it", () => {
    const vault = createVault(NEW);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (text, context) => {
        const sealed = vault.seal(text, context);
        expect(vault.open(sealed, context)).toBe(text);
        expect(vault.seal(text, context)).not.toBe(sealed);
        if (text.length > 8) expect(sealed).not.toContain(text);
      }),
    );
  });

  it("opens after a rotation while the former secret is named, and seals with the newest", () => {
    const sealed = createVault(OLD).seal("cs_1", "a:credentials");
    const rotated = createVault(NEW, [OLD]);
    expect(rotated.open(sealed, "a:credentials")).toBe("cs_1");
    expect([rotated.isCurrent(sealed), rotated.isCurrent(rotated.seal("cs_1", "a:credentials"))]).toEqual([false, true]);
    expect(() => createVault(NEW).open(sealed, "a:credentials")).toThrow("APP_SECRET_PREVIOUS");
  });

  it("does not open what was changed, cut, or moved to another shop", () => {
    const vault = createVault(NEW);
    const sealed = vault.seal("cs_1", "a:credentials");
    expect(() => vault.open(sealed, "b:credentials")).toThrow("belongs elsewhere");
    const at = sealed.length - 4;
    const changed = `${sealed.slice(0, at)}${sealed[at] === "A" ? "B" : "A"}${sealed.slice(at + 1)}`;
    expect(() => vault.open(changed, "a:credentials")).toThrow("does not open");
    expect(() => vault.open(sealed.slice(0, 40), "a:credentials")).toThrow();
  });
});
