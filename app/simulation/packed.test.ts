import fc from "fast-check";
import { expect, it } from "vitest";
import { Packed } from "./packed.ts";

it("gives back what JSON would, keys in their order, however many kinds of objects there are", () => {
  const packed = new Packed();
  fc.assert(
    fc.property(fc.array(fc.jsonValue({ noUnicodeString: false }), { maxLength: 5 }), (values) => {
      const texts = values.map((value) => packed.pack({ value, absent: undefined }));
      for (const [index, value] of values.entries()) expect(JSON.stringify(packed.unpack(texts[index] as string))).toBe(JSON.stringify({ value }));
    }),
  );
});

it("keeps a key of JavaScript's own as a plain one", () => {
  const packed = new Packed();
  const text = '{"__proto__":{"a":1},"b":[[],{},[1]]}';
  expect(JSON.stringify(packed.unpack(packed.pack(JSON.parse(text))))).toBe(text);
});
