import type { ReactNode } from "react";

/** Everything from `<html>` on, with nothing in it that loads. */
export function WholePage({ title, lang, children }: { title: string; lang: string; children?: ReactNode }) {
  return (
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <title>{title}</title>
      </head>
      <body>{children}</body>
    </html>
  );
}
