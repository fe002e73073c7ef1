import { PlainPage } from "../plain/plain-page.tsx";
import { wordsIn } from "./words.ts";

/** One page for every link that cannot be used: forged, expired or about nothing. It tells nobody which. */
export function GonePage() {
  const [en, hi] = [wordsIn("en"), wordsIn("hi")];
  return (
    <PlainPage title={en.gone}>
      <p>{en.goneWhy}</p>
      <div lang="hi" className="card">
        <h2>{hi.gone}</h2>
        <p>{hi.goneWhy}</p>
      </div>
    </PlainPage>
  );
}
