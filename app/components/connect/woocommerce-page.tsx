import type { ReactNode } from "react";
import { PlainPage } from "../plain/plain-page.tsx";

type Fields = { readonly store: string; readonly consumer_key: string };
type Problem = { readonly field: string; readonly text: string };

const STYLE = `
label{display:block;font-weight:600;margin:0 0 6px}
input{display:block;width:100%;min-height:48px;padding:10px 12px;border:1px solid #78716c;border-radius:10px;font:inherit;background:#fff;color:inherit}
input:focus-visible{outline:3px solid #2563eb;outline-offset:1px}
input[aria-invalid=true]{border:2px solid #b91c1c}
.field{margin:0 0 16px}
.hint{margin:6px 0 0;font-size:14px;color:#57534e}
.wrong{margin:6px 0 0;font-size:14px;font-weight:600;color:#b91c1c}
form button{width:100%}
details:not([open]) summary{margin:0}
`;

/** Where a merchant begins. One of the two forms may have something wrong in it. */
export function ConnectWooCommercePage({ values, problem, byHand }: { values: Fields; problem: Problem | null; byHand: boolean }) {
  const first = byHand ? null : problem;
  return (
    <PlainPage title="Connect your WooCommerce store">
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      <p className="quiet">Your store will ask you to approve Afterglow. After that we read your past orders by ourselves. No message goes out until you switch it on.</p>
      <form className="card" method="post" action="/connect/woocommerce">
        <Field name="store" label="Your store’s address" value={values.store} problem={first} hint="For example shop.example, or https://shop.example/store" inputMode="url" />
        <button type="submit">Continue to your store</button>
      </form>
      <details className="card" open={byHand}>
        <summary>My store cannot be approved this way</summary>
        <p>Some hosts let no message out of the store. Then make keys yourself:</p>
        <ol className="number">
          <li>In WordPress, open WooCommerce, Settings, Advanced, REST API.</li>
          <li>Choose Add key, with the permission Read/Write, and Generate API key.</li>
          <li>Copy both keys into the fields below.</li>
        </ol>
        <form method="post" action="/connect/woocommerce">
          <input type="hidden" name="by" value="hand" />
          <Field name="store" id="hand-store" label="Your store’s address" value={values.store} problem={byHand ? problem : null} inputMode="url" />
          <Field name="consumer_key" label="Consumer key" value={values.consumer_key} problem={byHand ? problem : null} />
          <Field name="consumer_secret" label="Consumer secret" value="" problem={byHand ? problem : null} type="password" />
          <button type="submit">Connect with these keys</button>
        </form>
      </details>
    </PlainPage>
  );
}

type FieldProps = { name: string; id?: string; label: string; value: string; problem: Problem | null; hint?: string; type?: "text" | "password"; inputMode?: "url" | "text" };

function Field({ name, id = name, label, value, problem, hint, type = "text", inputMode = "text" }: FieldProps) {
  const wrong = problem?.field === name ? problem.text : null;
  // What is wrong says what it should look like, too.
  const told = wrong ? `${id}-wrong` : hint && `${id}-hint`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} type={type} inputMode={inputMode} defaultValue={value} required autoComplete="off" autoCapitalize="none" spellCheck={false} aria-invalid={wrong !== null} aria-describedby={told} />
      {wrong && <p className="wrong" id={`${id}-wrong`} role="alert">{wrong}</p>}
      {hint && !wrong && <p className="hint" id={`${id}-hint`}>{hint}</p>}
    </div>
  );
}

/** Where the store sends the merchant back to, while there is something to say. */
export function ConnectOutcomePage({ title, children, again }: { title: string; children: ReactNode; again?: string | null }) {
  return (
    <PlainPage title={title}>
      {children}
      {again != null && (
        <p>
          <a className="button" href={again}>
            Try again
          </a>
        </p>
      )}
    </PlainPage>
  );
}

/** What the owner reads whose browser did not begin: they approved on another device, or somebody talked them into it. */
export function ForeignBrowser({ store, state }: { store: string; state: string }) {
  return (
    <>
      <p>
        <strong>{store.replace(/^https?:\/\//, "")}</strong> is connected to Afterglow. For your safety only the browser that began is signed in. If that was you, go back to it.
      </p>
      <form className="card" method="post" action="/connect/woocommerce/return">
        <h2>Was it not you who began?</h2>
        <p>Then somebody else asked for access to your store. Disconnect it: they are signed out, and what was read is deleted.</p>
        <input type="hidden" name="user_id" value={state} />
        <button className="second" type="submit">
          This was not me: disconnect
        </button>
      </form>
    </>
  );
}
