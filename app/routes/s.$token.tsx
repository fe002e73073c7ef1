import { randomUUID } from "node:crypto";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { shopFace } from "../components/shopper/shop-face.ts";
import { SurveyPage } from "../components/shopper/survey-page.tsx";
import { surveyView } from "../components/shopper/survey-view.ts";
import { surveyWordsIn } from "../components/shopper/survey-words.ts";
import { wordsIn } from "../components/shopper/words.ts";
import type { App } from "../context.ts";
import { chooseLanguage } from "../core/message/locale.ts";
import { readAnyToken } from "../core/shared/token.ts";
import { answered, isQuestion, readAnswer } from "../core/survey/survey.ts";
import { documentResponse, gone } from "../document.server.ts";
import { findCustomer } from "../models/customer.ts";
import { findShop } from "../models/installed-shop.ts";
import { findMessageOfLink } from "../models/message.ts";
import { answersTo } from "../models/survey.ts";
import { postedForm } from "../posted-form.server.ts";

/** The survey of one message. Looking records nothing, whatever score the link carries: mail scanners open links, too. */
export async function loader({ request, params, context: { app } }: LoaderFunctionArgs) {
  const { token, message, profile, shop } = await askedOf(app, params["token"]);
  const given = await answersTo(app.db, shop.id, profile.id, message.id);
  const view = surveyView(given, token.extra, new URL(request.url).searchParams.get("q"));
  const lang = chooseLanguage(message.locale, request.headers.get("accept-language")?.split(",")[0], shop.locale);
  const survey = surveyWordsIn(lang);
  const nonce = randomUUID();
  const page = <SurveyPage view={view} shop={shopFace(shop)} reviewUrl={shop.settings.reviewUrl} words={wordsIn(lang)} survey={survey} nonce={nonce} />;
  return documentResponse(page, { title: `${view.ask === null ? survey.thanks : survey.title} · ${shop.name}`, lang, ...(view.tapped === null ? {} : { nonce }) });
}

/** One answer; the token in the address is what allows it. */
export async function action({ request, params, context: { app } }: ActionFunctionArgs) {
  const { message, profile, shop } = await askedOf(app, params["token"]);
  const form = await postedForm(request);
  const question = String(form.get("question"));
  const answer = isQuestion(question) ? readAnswer(question, String(form.get("answer"))) : null;
  if (isQuestion(question) && answer !== null) {
    const given = await answersTo(app.db, shop.id, profile.id, message.id);
    const event = answered({ messageId: message.id, orderRef: message.orderRef, enrollmentId: message.enrollmentId }, question, answer, given, app.now());
    if (event) await app.record(shop.id, [{ profileId: profile.id, event }]);
  }
  return redirect(`/s/${params["token"]}?q=${isQuestion(question) ? NEXT[question] : "next"}`, 303);
}

/** After the rating the first question still open; one that was skipped is not asked again at once. */
const NEXT = { rating: "next", stood_out: "wants", wants: "done" } as const;

async function askedOf(app: App, text: string | undefined) {
  const token = readAnyToken(app, "survey", text ?? "", app.now());
  const message = token && (await findMessageOfLink(app.db, token.id));
  const shop = message && (await findShop(app.db, message.shopId));
  const profile = shop && (await findCustomer(app.db, shop.id, message.profileId));
  if (!token || !message || !shop || !profile) throw gone();
  return { token, message, shop, profile };
}
