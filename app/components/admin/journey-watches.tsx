import type { Definition } from "../../core/journey/definition.ts";
import { watchWords } from "../words/step-words.ts";
import { useShop } from "./shop-context.tsx";

/** The journey in the merchant's words. */
export function JourneyAbout({ about }: { about: Definition["about"] }) {
  return (
    <dl className="ag-watch">
      {([["What it does", about.does], ["For whom", about.who], ["What it never does", about.never]] as const).map(([title, words]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What starts a journey, and what ends or holds it wherever somebody stands. */
export function JourneyWatches({ definition }: { definition: Definition }) {
  const { currency } = useShop();
  const words = watchWords(definition, currency);
  return (
    <dl className="ag-watch">
      <div>
        <dt>Starts with</dt>
        {words.starts.map((line) => <dd key={line}>{line}</dd>)}
        <dd>{words.again}</dd>
      </div>
      {words.onlyIf.length > 0 && (
        <div>
          <dt>Only if</dt>
          {words.onlyIf.map((one) => <dd key={one.otherwise}>{one.words}</dd>)}
        </div>
      )}
      {words.goal && (
        <div>
          <dt>Ends as a success</dt>
          <dd>{words.goal.words} {words.goal.when}</dd>
        </div>
      )}
      <Watch title="Ends early" watches={words.exits} />
      <Watch title="Stays where it is" watches={words.holds} />
      <Watch title="Goes another way" watches={words.turns} />
    </dl>
  );
}

function Watch({ title, watches }: { title: string; watches: readonly { readonly words: string; readonly when: string }[] }) {
  if (watches.length === 0) return null;
  return (
    <div>
      <dt>{title}</dt>
      {watches.map(({ words, when }) => (
        <dd key={words + when}>
          {words} {when && <small>{when}</small>}
        </dd>
      ))}
    </div>
  );
}
