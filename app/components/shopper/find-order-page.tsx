import { PlainPage } from "../plain/plain-page.tsx";
import type { ShopFace } from "./shop-face.ts";
import { ShopHelp } from "./shop-help.tsx";
import type { Words } from "./words.ts";

type Props = {
  readonly shop: ShopFace;
  readonly words: Words;
  /** What was asked and not answered; null at first. */
  readonly asked: { readonly number: string; readonly email: string } | null;
  /** Why there is no answer; null at first. */
  readonly problem: string | null;
};

const STYLE = `
.field{margin:0 0 16px}
.field label{display:block;font-weight:600;margin:0 0 4px}
.field input{width:100%;min-height:48px;padding:10px 12px;border:1px solid #78716c;border-radius:10px;font:inherit;background:#fff;color:inherit}
.field input:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
.field p{margin:4px 0 0}
.card.problem{border-color:#b91c1c;border-left-width:4px}
form button{width:100%}
`;

/** Stands in the shop's own pages, where it has no address that we know: its form goes where it came from. */
export function FindOrderPage({ shop, words, asked, problem }: Props) {
  const described = problem ? { "aria-describedby": "problem" } : {};
  return (
    <PlainPage title={words.find} shop={shop}>
      <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      <p>{words.findHow}</p>
      {problem && (
        <p id="problem" className="card problem" role="alert">
          {problem}
        </p>
      )}
      <form method="post" className="card">
        <div className="field">
          <label htmlFor="number">{words.findNumber}</label>
          <input id="number" name="number" defaultValue={asked?.number} required maxLength={64} autoComplete="off" autoCapitalize="characters" spellCheck={false} aria-describedby={problem ? "number-hint problem" : "number-hint"} />
          <p id="number-hint" className="quiet small">
            {words.findNumberHint}
          </p>
        </div>
        <div className="field">
          <label htmlFor="email">{words.findEmail}</label>
          <input id="email" name="email" type="email" defaultValue={asked?.email} required maxLength={254} autoComplete="email" {...described} />
        </div>
        <button>{words.findGo}</button>
      </form>
      <ShopHelp shop={shop} words={words} subject={words.find} />
    </PlainPage>
  );
}
