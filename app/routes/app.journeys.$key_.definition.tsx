import { BlockStack, Button, Card, Page, Text } from "@shopify/polaris";
import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { topological } from "../components/words/flow.ts";
import type { DefinitionProblem } from "../core/journey/check.ts";
import { definitionSchema } from "../core/journey/definition.ts";
import type { Definition } from "../core/journey/definition.ts";
import { savedWords } from "../journey-actions.server.ts";
import { findJourney } from "../models/journeys-admin.ts";
import { saveDefinition } from "../models/journey-version.ts";
import { postedForm } from "../posted-form.server.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Definition of ${data?.name ?? "a journey"} · Afterglow` }];

/** A definition has at most 200 steps; far more text than that is something else. */
const LONGEST = 300_000;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const journey = await findJourney(context.app.db, shopId, params["key"] ?? "");
  const asked = Number(new URL(request.url).searchParams.get("version") ?? journey?.version);
  const shown = journey?.versions.find((one) => one.version === asked);
  if (!journey || !shown) throw new Response(null, { status: 404 });
  return { key: journey.key, name: shown.definition.name, current: journey.version, shown: shown.version, text: JSON.stringify(readable(shown.definition), null, 2) };
}

/** In the order of the language, steps in the order of the way: the database keeps neither. */
function readable(stored: Definition): Definition {
  const parsed = definitionSchema.safeParse(stored);
  if (!parsed.success) return stored;
  const { steps } = parsed.data;
  return { ...parsed.data, steps: Object.fromEntries(topological(parsed.data).flatMap((id) => (steps[id] ? [[id, steps[id]]] : []))) };
}

type Refused = { readonly text: string; readonly said: string; readonly problems: readonly DefinitionProblem[] };

export async function action({ request, params, context }: ActionFunctionArgs): Promise<Response | Refused> {
  const { shopId } = await requireWho(request, context);
  const { db, now } = context.app;
  const key = params["key"] ?? "";
  const form = await postedForm(request);
  const text = String(form.get("definition") ?? "");
  if (!(await findJourney(db, shopId, key))) throw new Response(null, { status: 404 });
  if (text.length > LONGEST) return { text: text.slice(0, 1_000), said: `Nothing was saved: the text is longer than ${LONGEST} characters.`, problems: [] };
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (error) {
    return { text, said: `Nothing was saved: this is not JSON. ${error instanceof Error ? error.message : ""}`, problems: [] };
  }
  const saved = await saveDefinition(db, shopId, key, input, {}, Number(form.get("version")), now());
  if (saved.kind === "saved") return redirect(`/app/journeys/${key}?saved`, 303);
  if (saved.kind === "refused") return { text, said: `Nothing was saved: ${saved.problems.length === 1 ? "one thing is" : `${saved.problems.length} things are`} not right.`, problems: saved.problems };
  return { text, said: savedWords(saved).said, problems: [] };
}

export default function DefinitionPage() {
  const { key, name, current, shown, text } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>() as Refused | undefined;
  const busy = useNavigation().state === "submitting";
  return (
    <Page title={`Definition of ${name}`} subtitle={`Version ${shown}`} backAction={{ content: name, url: `/app/journeys/${key}` }}>
      <Card>
        <BlockStack gap="400">
          <Text as="p">
            The journey as JSON. Saving checks it first: whether every step can be reached and ends, and whether conditions ask what can be known. Then it becomes version {current + 1}, and new people start on it.
          </Text>
          {result && (
            <div className="ag-said" data-failed="true" role="alert" tabIndex={-1}>
              {result.said}
              {result.problems.length > 0 && (
                <ul className="ag-problems">
                  {result.problems.map(({ step, field, problem }, index) => (
                    <li key={index}>
                      {step && (
                        <>
                          step <code>{step}</code>,{" "}
                        </>
                      )}
                      {field && (
                        <>
                          <code>{field}</code>:{" "}
                        </>
                      )}
                      {problem}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          )}
          <Form method="post" className="ag-form" replace>
            <input type="hidden" name="version" value={current} />
            <div className="ag-field">
              <label htmlFor="definition">Definition</label>
              <textarea id="definition" name="definition" className="ag-json" spellCheck={false} defaultValue={result?.text ?? text} aria-invalid={result ? "true" : undefined} />
            </div>
            <div>
              <Button submit variant="primary" disabled={busy}>
                Check and save as a new version
              </Button>
            </div>
          </Form>
        </BlockStack>
      </Card>
    </Page>
  );
}
