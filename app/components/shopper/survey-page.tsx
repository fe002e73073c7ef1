import { webAddress } from "../../core/message/words.ts";
import { QUESTIONS } from "../../core/survey/survey.ts";
import { PlainPage } from "../plain/plain-page.tsx";
import type { ShopFace } from "./shop-face.ts";
import { Contact } from "./shop-help.tsx";
import type { SurveyView } from "./survey-view.ts";
import type { SurveyWords } from "./survey-words.ts";
import { SURVEY_STYLE } from "./survey-style.ts";
import { fill } from "./words.ts";
import type { Words } from "./words.ts";

type Props = {
  readonly view: SurveyView;
  readonly shop: ShopFace;
  readonly reviewUrl: string;
  readonly words: Words;
  readonly survey: SurveyWords;
  /** Lets the one script run that saves the tapped score. */
  readonly nonce: string;
};

const NAMES = Object.keys(QUESTIONS);

/** Once a person has the page before them, what they tapped in the message is sent: programs that fetch links send nothing. */
const SEND_TAP = `(function(){var form=document.getElementById("tap");function send(){if(document.visibilityState==="visible"){document.removeEventListener("visibilitychange",send);form.submit()}}document.addEventListener("visibilitychange",send);send()})()`;

/** Three questions, one tap each, one after another at one address. */
export function SurveyPage(props: Props) {
  const { view, shop, survey } = props;
  return (
    <PlainPage title={view.ask === null ? survey.thanks : survey.title} shop={shop}>
      <style dangerouslySetInnerHTML={{ __html: SURVEY_STYLE }} />
      {view.tapped === null && view.low && <Sorry {...props} />}
      {view.ask !== null && <p className="quiet small">{fill(survey.nth, { n: String(NAMES.indexOf(view.ask) + 1), count: String(NAMES.length) })}</p>}
      {view.ask === "rating" && <Rating {...props} />}
      {view.ask === "stood_out" && <Choices {...props} question="stood_out" title={survey.standsOut} names={survey.stoodOut} />}
      {view.ask === "wants" && <Choices {...props} question="wants" title={survey.want} names={survey.wants} />}
      {view.ask === null && <Thanks {...props} />}
      {view.ask !== "rating" && view.rating !== null && (
        <p className="quiet">
          {fill(survey.given, { score: view.rating })} <a href="?q=rating">{survey.change}</a>
        </p>
      )}
    </PlainPage>
  );
}

function Rating({ view, shop, survey, nonce }: Props) {
  const { tapped, chosen } = view;
  return (
    <section className="card">
      <h2>{fill(survey.rating, { shop: shop.name })}</h2>
      <form method="post">
        <input type="hidden" name="question" value="rating" />
        <div className="scores">
          {QUESTIONS.rating.map((score, index) => (
            <button key={score} name="answer" value={score} className="second" aria-label={survey.scores[index]} aria-pressed={score === chosen}>
              {score}
            </button>
          ))}
        </div>
        <p className="ends quiet small" aria-hidden="true">
          <span>{survey.worst}</span>
          <span>{survey.best}</span>
        </p>
      </form>
      {tapped !== null && (
        <form method="post" id="tap">
          <input type="hidden" name="question" value="rating" />
          <input type="hidden" name="answer" value={tapped} />
          <p role="status">{fill(survey.tapped, { score: tapped })}</p>
          <button>{fill(survey.save, { score: tapped })}</button>
          <script nonce={nonce} dangerouslySetInnerHTML={{ __html: SEND_TAP }} />
        </form>
      )}
    </section>
  );
}

function Choices({ view, survey, question, title, names }: Props & { question: string; title: string; names: Readonly<Record<string, string>> }) {
  return (
    <section className="card">
      <h2>{title}</h2>
      <form method="post">
        <input type="hidden" name="question" value={question} />
        <div className="choices">
          {Object.entries(names).map(([answer, name]) => (
            <button key={answer} name="answer" value={answer} className="second" aria-pressed={answer === view.chosen}>
              {name}
            </button>
          ))}
        </div>
      </form>
      <p className="skip">
        <a href={`?q=${view.skipTo ?? "done"}`}>{survey.skip}</a>
      </p>
    </section>
  );
}

/** A low score brings a person, and says how to reach one now. */
function Sorry({ shop, survey, words }: Props) {
  return (
    <section className="card" role="status">
      <h2>{survey.sorry}</h2>
      <p>{fill(survey.sorryNext, { shop: shop.name })}</p>
      <p>
        <Contact shop={shop} words={words} subject={survey.subject} />
      </p>
    </section>
  );
}

/** The public review page is open to everyone, whatever they answered. */
function Thanks({ shop, survey, reviewUrl }: Props) {
  const review = webAddress(reviewUrl);
  return (
    <>
      <p role="status">{fill(survey.thanksWhy, { shop: shop.name })}</p>
      {review && (
        <section className="card">
          <h2>{survey.public}</h2>
          <p>{survey.publicWhy}</p>
          <a className="button" href={review} rel="noopener noreferrer">
            {survey.review}
          </a>
        </section>
      )}
    </>
  );
}
