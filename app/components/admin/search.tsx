import { SearchIcon } from "@shopify/polaris-icons";
import { Icon } from "@shopify/polaris";
import { Form, Link, useSubmit } from "@remix-run/react";
import { useEffect, useRef } from "react";

const PAUSE_MS = 250;

/** A search field that answers while one types, and on Enter without scripts. */
export function Search({ label, hint, value }: { label: string; hint: string; value: string }) {
  const submit = useSubmit();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <Form method="get" role="search" className="ag-search">
      <Icon source={SearchIcon} tone="subdued" />
      <input
        ref={field}
        type="search"
        name="q"
        aria-label={label}
        placeholder={hint}
        defaultValue={value}
        autoComplete="off"
        maxLength={100}
        onChange={(event) => {
          const { form } = event.currentTarget;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => submit(form, { replace: true }), PAUSE_MS);
        }}
      />
      {value && (
        <Link
          to="?"
          replace
          className="ag-clear"
          onClick={() => {
            clearTimeout(timer.current);
            if (field.current) field.current.value = "";
          }}
        >
          Clear
        </Link>
      )}
    </Form>
  );
}
