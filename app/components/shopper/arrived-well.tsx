import type { Answer } from "./order-view.ts";
import type { ShopFace } from "./shop-face.ts";
import { Contact } from "./shop-help.tsx";
import type { Words } from "./words.ts";

/** One tap: how did it arrive? A plain form, so that it works without scripts. */
export function ArrivedWell({ answer, words, shop }: { answer: Answer | null; words: Words; shop: ShopFace }) {
  if (answer === "no") {
    return (
      <section className="card" id="arrived" role="status">
        <h2>{words.sorry}</h2>
        <p>{words.sorryHelp}</p>
        <p>
          <Contact shop={shop} words={words} subject={words.answered.no} />
        </p>
      </section>
    );
  }
  return (
    <section className="card" id="arrived">
      <h2 role={answer ? "status" : undefined}>{answer === "yes" ? words.thanks : words.question}</h2>
      <ArrivedForm answer={answer} words={words} />
    </section>
  );
}

export function ArrivedForm({ answer, words }: { answer: Answer | null; words: Words }) {
  return (
    <form method="post" className={answer ? undefined : "pair"}>
      {!answer && (
        <button name="answer" value="yes">
          {words.yes}
        </button>
      )}
      <button name="answer" value="no" className="second">
        {answer === "yes" ? words.afterAll : words.no}
      </button>
    </form>
  );
}
