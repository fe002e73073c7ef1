import { Button } from "@shopify/polaris";
import { Form, useNavigation } from "@remix-run/react";
import type { Setting, SettingProblem, SettingValue } from "../../core/journey/catalog/catalog.ts";

type Props = {
  readonly url: string;
  readonly settings: readonly Setting[];
  readonly values: Readonly<Record<string, SettingValue>>;
  readonly problems: readonly SettingProblem[];
  readonly version: number;
  /** The current version was not made by these settings. */
  readonly byHand: boolean;
};

/** What a merchant may turn. Saving makes a new version; who is on the journey stays on theirs. */
export function JourneySettings({ url, settings, values, problems, version, byHand }: Props) {
  const busy = useNavigation().state === "submitting";
  const loose = problems.filter((one) => !settings.some((setting) => setting.id === one.setting));
  return (
    <Form method="post" action={url} className="ag-form" replace>
      <input type="hidden" name="do" value="settings" />
      <input type="hidden" name="version" value={version} />
      {byHand && <p className="ag-quiet">Version {version} was written by hand. Saving here goes back to the journey as we made it, with these settings.</p>}
      {loose.map(({ setting, problem }) => (
        <p key={setting} className="ag-wrong" role="alert">
          {setting} {problem}
        </p>
      ))}
      {settings.map((setting) => (
        <Field key={setting.id} setting={setting} value={values[setting.id] ?? setting.default} problem={problems.find((one) => one.setting === setting.id)?.problem ?? null} />
      ))}
      <div>
        <Button submit variant="primary" disabled={busy}>
          Save as a new version
        </Button>
      </div>
    </Form>
  );
}

function Field({ setting, value, problem }: { setting: Setting; value: SettingValue; problem: string | null }) {
  const { id, kind, label, help, options, unit, min, max } = setting;
  const named = { id: `setting-${id}`, name: id, "aria-describedby": `${id}-help${problem ? ` ${id}-wrong` : ""}`, "aria-invalid": problem ? ("true" as const) : undefined };
  return (
    <div className="ag-field">
      {kind === "boolean" ? (
        <label className="ag-check">
          <input type="checkbox" {...named} defaultChecked={value === true || value === "on"} /> {label}
        </label>
      ) : (
        <>
          <label htmlFor={named.id}>{label}</label>
          {kind === "choice" ? (
            <select {...named} defaultValue={String(value)}>
              {(options ?? []).map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          ) : (
            <span>
              <input type={kind === "number" ? "number" : "text"} {...named} defaultValue={String(value)} {...(kind === "number" ? { min, max, step: 1 } : { maxLength: max ?? 120 })} /> {unit}
            </span>
          )}
        </>
      )}
      {problem && (
        <p className="ag-wrong" id={`${id}-wrong`} role="alert">
          {label}: {problem}.
        </p>
      )}
      <p className="ag-quiet" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}
