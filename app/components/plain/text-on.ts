/**
 * Black or white, whichever reads better on a colour such as "#0f766e". At least one of them always has a
 * contrast of 4.5 (WCAG 2.2, 1.4.3).
 */
export function textOn(colour: string): "#ffffff" | "#000000" {
  return contrastWithWhite(colour) >= 4.5 ? "#ffffff" : "#000000";
}

/** The colour for lines and points on white: a pale brand gives way to dark grey (WCAG 2.2, 1.4.11). */
export function markColour(colour: string): string {
  return contrastWithWhite(colour) >= 3 ? colour : "#44403c";
}

function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0) + 0.05);
}
