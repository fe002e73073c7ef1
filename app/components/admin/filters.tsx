import { Form, Link, useSearchParams, useSubmit } from "@remix-run/react";

export type Filter = { readonly name: string; readonly label: string; readonly all: string; readonly options: readonly { readonly value: string; readonly label: string }[] };

/** Choices above a list, kept in the address, so that a filtered list can be bookmarked. Works without scripts, too. */
export function Filters({ filters }: { filters: readonly Filter[] }) {
  const [params] = useSearchParams();
  const submit = useSubmit();
  const chosen = filters.some((filter) => params.get(filter.name));
  return (
    <Form method="get" className="ag-filters" onChange={(event) => submit(withoutEmpty(event.currentTarget), { replace: true })}>
      {filters.map(({ name, label, all, options }) => (
        <label key={name} className="ag-filter">
          <span>{label}</span>
          <select name={name} key={params.get(name) ?? ""} defaultValue={params.get(name) ?? ""}>
            <option value="">{all}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      ))}
      <noscript>
        <button className="ag-page">Show</button>
      </noscript>
      {chosen && (
        <Link to="?" replace className="ag-clear">
          Clear
        </Link>
      )}
    </Form>
  );
}

/** What is not chosen stays out of the address. */
function withoutEmpty(form: HTMLFormElement): URLSearchParams {
  const chosen = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") chosen.set(name, value);
  return chosen;
}
