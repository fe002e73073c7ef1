import { Button } from "@shopify/polaris";
import { Form, Link } from "@remix-run/react";
import { people } from "../words/journey-words.ts";
import { Ask } from "./journey-control.tsx";
import { When } from "./when.tsx";

type Props = {
  readonly url: string;
  readonly current: number;
  readonly versions: readonly { readonly version: number; readonly createdAt: number; readonly people: number; readonly byHand: boolean }[];
  readonly move: { readonly moves: number; readonly stays: number };
  readonly ask: boolean;
};

/** The versions there were, who walks on which, and taking people to the newest. */
export function JourneyVersions({ url, current, versions, move, ask }: Props) {
  const { moves, stays } = move;
  return (
    <div className="ag-form">
      <ul className="ag-steps ag-versions">
        {versions.map(({ version, createdAt, people: on, byHand }) => (
          <li key={version}>
            <span>
              <Link to={version === current ? url : `${url}?version=${version}`}>Version {version}</Link>
              {version === current && " · new people start here"}
              {byHand && " · by hand"}
              {on > 0 && <span className="ag-quiet"> · {people(on)}</span>}
            </span>
            {createdAt > 0 && <When at={createdAt} as="day" />}
          </li>
        ))}
      </ul>
      {moves + stays > 0 && !ask && (
        <div>
          <p className="ag-quiet">{people(moves + stays)} walk on an earlier version and finish there, unless you move them.</p>
          {moves > 0 && <Button url={`${url}?ask=move`}>{`Move people to version ${current}`}</Button>}
        </div>
      )}
      {moves > 0 && ask && (
        <Ask
          title={`Move ${people(moves)} to version ${current}?`}
          lines={[
            `${people(moves)} ${moves === 1 ? "stands" : "stand"} on steps that version ${current} still has. They keep their step and their time.`,
            stays === 0 ? "Nobody stays behind." : `${people(stays)} ${stays === 1 ? "stands" : "stand"} on steps that are gone: they finish on their own version.`,
          ]}
        >
          <Form method="post" action={url} replace>
            <input type="hidden" name="do" value="move" />
            <input type="hidden" name="version" value={current} />
            <Button submit variant="primary">
              {`Move ${people(moves).toLowerCase()}`}
            </Button>
            <Button url={url}>Leave them</Button>
          </Form>
        </Ask>
      )}
    </div>
  );
}
