/**
 * Black or white, whichever reads better on a colour such as "#0f766e" (WCAG 2.2, relative luminance).
 * At least one of them always has a contrast of 4.5.
 */
export function textOn(colour: string): "#ffffff" | "#000000" {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  return 1.05 / (luminance + 0.05) >= 4.5 ? "#ffffff" : "#000000";
}
