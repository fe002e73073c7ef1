import type { CSSProperties, ReactNode } from "react";
import { PLAIN_STYLE } from "./plain-style.ts";
import { markColour, textOn } from "./text-on.ts";

type Props = {
  readonly title: string;
  /** Whose page it is; ours when left out. */
  readonly shop?: { readonly name: string; readonly colour: string };
  readonly children: ReactNode;
};

/** A page that needs no script, no font and no picture. */
export function PlainPage({ title, shop, children }: Props) {
  const style = shop && ({ "--brand": shop.colour, "--on-brand": textOn(shop.colour), "--mark": markColour(shop.colour) } as CSSProperties);
  return (
    <div style={style}>
      <style dangerouslySetInnerHTML={{ __html: PLAIN_STYLE }} />
      <header className="bar">
        <span>{shop?.name ?? "Afterglow"}</span>
      </header>
      <main>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
