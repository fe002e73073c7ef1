import { Link } from "@remix-run/react";
import type { Definition } from "../../core/journey/definition.ts";
import { flowOf } from "../words/flow.ts";
import type { FlowChain, FlowStep, FlowWay } from "../words/flow.ts";
import { people } from "../words/journey-words.ts";
import { KIND_WORDS, stepLines, watchWords } from "../words/step-words.ts";
import { useShop } from "./shop-context.tsx";

type Counts = Readonly<Record<string, number>>;
/** Where an e-mail's subject is changed; `steps` are those that have one of their own to change. */
type SubjectLinks = { readonly url: string; readonly steps: readonly string[] };
type Shared = { readonly counts: Counts; readonly peopleUrl: string; readonly subjects: SubjectLinks; readonly currency: string };

/** The journey from top to bottom, with its ways, and who stands where now. */
export function JourneyFlow({ definition, ...links }: { definition: Definition } & Omit<Shared, "currency">) {
  const { currency } = useShop();
  const flow = flowOf(definition, currency);
  const shared = { ...links, currency };
  const turns = watchWords(definition, currency).turns;
  return (
    <>
      <Chain chain={flow.main} shared={shared} className="ag-flow" />
      {flow.turns.map(({ id, chain }, index) => (
        <section key={id} className="ag-flow-turn">
          <h3>{turns[index]?.words}</h3>
          <p className="ag-quiet">{turns[index]?.when} From wherever the customer stands, once:</p>
          <Chain chain={chain} shared={shared} className="ag-flow" />
        </section>
      ))}
    </>
  );
}

function Chain({ chain, shared, className }: { chain: FlowChain; shared: Shared; className?: string }) {
  return (
    <>
      {chain.steps.length > 0 && (
        <ol className={className}>
          {chain.steps.map((one, index) => (
            <StepCard key={one.id} one={one} shared={shared} last={index === chain.steps.length - 1} />
          ))}
        </ol>
      )}
      {chain.goesTo && (
        <p className="ag-flow-goes">
          → goes on at <a href={`#step-${chain.goesTo.id}`}>{chain.goesTo.label}</a>
        </p>
      )}
      {chain.below && chain.steps.length === 0 && <p className="ag-flow-goes">→ goes on below</p>}
    </>
  );
}

function StepCard({ one: { id, step, ways }, shared, last }: { one: FlowStep; shared: Shared; last: boolean }) {
  const standing = shared.counts[id] ?? 0;
  return (
    <li className="ag-flow-step" data-last={last || undefined}>
      <div className="ag-flow-card" data-kind={step.kind} id={`step-${id}`}>
        <b>{step.label}</b>
        <span className="ag-flow-kind">{KIND_WORDS[step.kind]}</span>
        {standing > 0 && (
          <Link className="ag-flow-people" to={`${shared.peopleUrl}?step=${id}`} aria-label={`${people(standing)} at “${step.label}”`}>
            {people(standing)}
          </Link>
        )}
        {stepLines(step, shared.currency).map((line) => (
          <p key={line}>{line}</p>
        ))}
        {shared.subjects.steps.includes(id) && (
          <Link className="ag-flow-try" to={`${shared.subjects.url}?subject=${id}`} aria-label={`Try another subject line of “${step.label}”`}>
            Try another subject line
          </Link>
        )}
      </div>
      {ways.length > 0 && (
        <div className="ag-flow-ways">
          {ways.map((way, index) => (
            <Lane key={index} way={way} shared={shared} />
          ))}
        </div>
      )}
    </li>
  );
}

function Lane({ way, shared }: { way: FlowWay; shared: Shared }) {
  return (
    <div className="ag-flow-way">
      <p>
        {way.share !== null && <span className="ag-share">{Math.round(way.share * 1000) / 10} %</span>} {way.words || "Otherwise"}
      </p>
      <Chain chain={way} shared={shared} />
    </div>
  );
}
