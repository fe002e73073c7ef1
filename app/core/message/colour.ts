/** Keeping a brand's colour readable: WCAG 2.2, relative luminance and success criterion 1.4.3. */

/** Contrast that normal-sized text needs. */
const READABLE = 4.5;

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

/**
 * A button in the colour: white words, on the colour a little darkened where that is all it takes;
 * black words on a light one. Black and white cannot both fail on one colour.
 */
export function buttonIn(colour: string): { readonly ground: string; readonly text: string } {
  return contrast(colour, "#ffffff") >= 3 ? { ground: readableOn("#ffffff", colour), text: "#ffffff" } : { ground: colour, text: "#000000" };
}

/** The colour, darkened as little as it takes to be read on the ground. */
export function readableOn(ground: string, colour: string): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const darker = mix(colour, "#000000", share);
    if (contrast(darker, ground) >= READABLE) return darker;
  }
  return "#111111";
}

/** `share` of the first colour, the rest of the second. */
export function mix(one: string, other: string, share: number): string {
  const from = channels(one);
  const to = channels(other);
  return `#${from.map((value, index) => Math.round(value * share + (to[index] ?? 0) * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}
