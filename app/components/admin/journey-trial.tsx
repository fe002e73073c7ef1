import { Button } from "@shopify/polaris";
import { Form, Link, useNavigation } from "@remix-run/react";
import type { TrialWords } from "../words/trial-words.ts";
import { Along } from "./journey-subject.tsx";

type Props = { readonly url: string; readonly version: number; readonly trial: TrialWords; /** Whether this is the version new people start on. */ readonly current: boolean; readonly people: string | null };

/** The subject lines of one e-mail on trial: how each does, and ending it. */
export function JourneyTrial({ url, version, trial, current, people }: Props) {
  const busy = useNavigation().state === "submitting";
  return (
    <section className="ag-effect">
      <h3>{`Subjects of “${trial.title}”`}</h3>
      <p className="ag-quiet">{trial.goal}</p>
      <Form method="post" action={url} className="ag-form" replace>
        <input type="hidden" name="do" value="end_subject" />
        <input type="hidden" name="step" value={trial.step} />
        <input type="hidden" name="version" value={version} />
        <fieldset className="ag-trial">
          <legend>{current ? "On trial. To end it, choose the one to keep." : "On trial in this version"}</legend>
          {trial.arms.map((arm) => (
            <div key={arm.id} className="ag-trial-arm">
              {current ? (
                <label className="ag-check">
                  <input type="radio" name="keep" value={arm.id} required /> <span>{arm.label}</span>
                </label>
              ) : (
                <b>{arm.label}</b>
              )}
              <p>
                {arm.share} {arm.counts}
              </p>
              {arm.verdict && (
                <p className="ag-effect-verdict" data-tone={arm.tone}>
                  {arm.verdict}
                </p>
              )}
            </div>
          ))}
        </fieldset>
        {trial.waiting && <p className="ag-quiet">{trial.waiting}</p>}
        {current && (
          <>
            {people && <Along people={people} />}
            <div className="ag-actions">
              <Button submit disabled={busy}>
                End the trial and keep the chosen one
              </Button>
              <Link to={`${url}?subject=${trial.step}`}>Change the subjects</Link>
            </div>
          </>
        )}
      </Form>
    </section>
  );
}
