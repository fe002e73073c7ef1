/** The colours of an e-mail, from the brand's one. */
import { buttonIn, mix, readableOn } from "./colour.ts";

export type Palette = {
  readonly page: string;
  readonly card: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  /** The brand's colour on the card, for text. */
  readonly brand: string;
  readonly button: string;
  readonly buttonText: string;
  readonly tint: string;
};

export function palette(colour: string): Palette {
  const page = "#f4f4f2";
  const button = buttonIn(colour);
  const dark = readableOn("#ffffff", colour);
  const tint = mix(dark, "#ffffff", 0.1);
  return {
    page, card: "#ffffff", ink: "#1f2328", quiet: "#5c636b", line: "#e4e4e0",
    brand: readableOn(tint, dark), button: button.ground, buttonText: button.text, tint,
  };
}
