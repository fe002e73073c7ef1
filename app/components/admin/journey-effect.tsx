import type { EffectWords } from "../words/effect-words.ts";
import { Amount } from "./amount.tsx";
import { useShop } from "./shop-context.tsx";

/** Whether the journey changes what customers do: those it was for, beside those who were left alone by a draw. */
export function JourneyEffect({ effects, share }: { effects: readonly EffectWords[]; /** Of customers in the shop's comparison group, 0–1. */ share: number }) {
  if (effects.length === 0) return <p className="ag-quiet">{nobodyYet(share)}</p>;
  return (
    <>
      {effects.map((effect) => (
        <section key={`${effect.title}:${effect.counts}`} className="ag-effect">
          {effect.title && <h3>{effect.title}</h3>}
          <p>{effect.counts}</p>
          <p className="ag-effect-verdict" data-tone={effect.tone}>
            {effect.verdict}
          </p>
          {effect.range && <p>{effect.range}</p>}
          <Spent {...effect.spent} />
          {effect.waiting && <p className="ag-quiet">{effect.waiting}</p>}
        </section>
      ))}
      <p className="ag-quiet">
        Who is left alone is decided by lot, so nothing else tells the two apart. {effects.some(({ title }) => title === null) && "They get no marketing at all, so what other journeys send is part of the difference. "}
        The ranges hold however often you look.
      </p>
    </>
  );
}

function Spent({ ours, theirs, told }: EffectWords["spent"]) {
  const { currency } = useShop();
  const more = told && told.low > 0;
  return (
    <p>
      They spent <Amount amount={ours} currency={currency} /> each, beside <Amount amount={theirs} currency={currency} />
      {told ? (
        <>
          : between <Amount amount={more ? told.low : -told.high} currency={currency} /> and <Amount amount={more ? told.high : -told.low} currency={currency} /> {more ? "more" : "less"} because of it.
        </>
      ) : (
        "; that may be chance."
      )}
    </p>
  );
}

function nobodyYet(share: number): string {
  if (share === 0) return "No customer is left alone for comparison, so nobody can say what would have happened without it.";
  return `A few customers, ${Math.round(1000 * share) / 10} %, get no marketing, for comparison. Once some of them and some of the others have been on this journey, you read here what it changes.`;
}
