import { BlockStack, Button, Card } from "@shopify/polaris";
import { Form, useNavigation } from "@remix-run/react";
import type { SettingProblem } from "../../core/journey/catalog/catalog.ts";
import { Ask } from "./journey-control.tsx";
import { Said } from "./said.tsx";

export type SubjectForm = {
  readonly step: string;
  readonly label: string;
  readonly goal: string;
  readonly onTrial: boolean;
  /** The first one is the merchant's own, too. */
  readonly own: boolean;
  /** As it is sent now, by language: as it is written, and as a customer reads it. */
  readonly first: readonly { readonly language: string; readonly text: string; readonly example: string }[];
  /** The second and the third, with a field for each language. */
  readonly others: readonly { readonly title: string; readonly fields: readonly { readonly name: string; readonly language: string }[] }[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly longest: number;
  /** Who is on the version that is changed. */
  readonly people: string | null;
  readonly variables: readonly (readonly [string, string])[];
};

type Props = { readonly url: string; readonly version: number; readonly form: SubjectForm; readonly problems: readonly SettingProblem[]; readonly said: { readonly said: string; readonly failed: boolean } | null };

/** Trying other subject lines of one e-mail. Saving makes a new version. */
export function JourneySubject({ url, version, form, problems, said }: Props) {
  const busy = useNavigation().state === "submitting";
  const action = `${url}?subject=${form.step}`;
  const hidden = (what: string) => (
    <>
      <input type="hidden" name="do" value={what} />
      <input type="hidden" name="step" value={form.step} />
      <input type="hidden" name="version" value={version} />
    </>
  );
  return (
    <Card>
      <BlockStack gap="400">
        <Ask title={`The subject of “${form.label}”`} lines={[`Each customer gets one of the subjects, by lot. ${form.goal} Nothing else about the e-mail changes.`]}>
          {said && <Said {...said} />}
          <dl className="ag-watch">
            <dt>{form.onTrial ? "The first" : "As it is now"}</dt>
            {form.first.map(({ language, text, example }) => (
              <dd key={language}>
                {form.first.length > 1 && `${language}: `}“{example}”{example !== text && <small>{`written as ${text}`}</small>}
              </dd>
            ))}
          </dl>
          <Form key={version} method="post" action={action} className="ag-form ag-subjects" replace>
            {hidden("try_subject")}
            {form.others.map(({ title, fields }) => (
              <fieldset key={title}>
                <legend>{title}</legend>
                {fields.map(({ name, language }) => (
                  <Field key={name} name={name} label={fields.length > 1 ? language : "Subject"} title={title} value={String(form.values[name] ?? "")} longest={form.longest} problem={problems.find(({ setting }) => setting === name)?.problem ?? null} />
                ))}
              </fieldset>
            ))}
            <details>
              <summary>What a subject may name</summary>
              <dl className="ag-watch ag-variables">
                {form.variables.map(([name, words]) => (
                  <div key={name}>
                    <dt>
                      <code>{`{{ ${name} }}`}</code>
                    </dt>
                    <dd>{words}</dd>
                  </div>
                ))}
              </dl>
            </details>
            {form.people && <Along people={form.people} />}
            <div className="ag-actions">
              <Button submit variant="primary" disabled={busy}>
                {form.onTrial ? "Save the trial" : "Start the trial"}
              </Button>
              <Button url={url}>{form.onTrial ? "Close" : "Leave it as it is"}</Button>
            </div>
          </Form>
          {form.own && (
            <Form method="post" action={action} replace>
              {hidden("reset_subject")}
              <Button submit disabled={busy}>
                Use the subject we wrote again
              </Button>
            </Form>
          )}
        </Ask>
      </BlockStack>
    </Card>
  );
}

/** Taking along who is on the version that is changed: otherwise a journey of many weeks would show nothing for as long. */
export function Along({ people }: { people: string }) {
  return (
    <div className="ag-field">
      <label className="ag-check">
        <input type="checkbox" name="along" defaultChecked /> Also for those on the journey now ({people}), as far as they have not had this e-mail yet
      </label>
    </div>
  );
}

function Field({ name, label, title, value, longest, problem }: { name: string; label: string; title: string; value: string; longest: number; problem: string | null }) {
  return (
    <div className="ag-field">
      <label htmlFor={name}>{label}</label>
      <input id={name} name={name} type="text" defaultValue={value} maxLength={longest} aria-invalid={problem ? "true" : undefined} aria-describedby={problem ? `${name}-wrong` : undefined} />
      {problem && (
        <p className="ag-wrong" id={`${name}-wrong`} role="alert">
          {title}, {label}: {problem}.
        </p>
      )}
    </div>
  );
}
