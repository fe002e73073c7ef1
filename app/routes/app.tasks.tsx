import { BlockStack, Button, Card, Page } from "@shopify/polaris";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { Pager } from "../components/admin/pager.tsx";
import { When } from "../components/admin/when.tsx";
import { cursorOf, PAGE_SIZE } from "../list-request.server.ts";
import { closeTask, listTasks } from "../models/task.ts";
import { postedForm } from "../posted-form.server.ts";
import { requireWho } from "../who.server.ts";

export const meta: MetaFunction = () => [{ title: "Tasks · Afterglow" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  return { page: await listTasks(context.app.db, shopId, cursorOf(new URL(request.url).searchParams), PAGE_SIZE) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shopId } = await requireWho(request, context);
  const { app } = context;
  const form = await postedForm(request);
  const settled = await closeTask(app.db, app.record, shopId, String(form.get("task") ?? ""), app.now());
  return { said: settled ? "Settled. What waited for it goes on." : "Someone has settled it already, or it is gone.", failed: !settled };
}

export default function Tasks() {
  const { page } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const busy = useNavigation().state === "submitting";
  return (
    <Page title="Tasks" subtitle="What needs a person. A customer who waits for you gets no marketing until you have settled it.">
      <BlockStack gap="400">
        <p className="ag-said" role="status" data-failed={result?.failed || undefined}>
          {result?.said}
        </p>
        <Card padding="0">
          {page.rows.length === 0 ? (
            <div className="ag-empty">Nothing waits for you. Journeys put a task here when a customer needs a person: after a low rating, for example.</div>
          ) : (
            <ul className="ag-walks">
              {page.rows.map((task) => (
                <li key={task.id} className="ag-task">
                  <div>
                    <b>{task.title}</b>
                    <p className="ag-quiet">
                      <Link to={`/app/customers/${task.profileId}`}>{task.customer || "Unknown customer"}</Link>
                      {task.orderNumber && `, order ${task.orderNumber}`} · <When at={task.createdAt} as="relative" />
                      {task.copy && (
                        <>
                          {" "}
                          · <a href={`/app/customers/${task.profileId}/data`} download>Download their data</a>
                        </>
                      )}
                    </p>
                  </div>
                  <Form method="post" action="/app/tasks" replace>
                    <input type="hidden" name="task" value={task.id} />
                    <Button submit disabled={busy} accessibilityLabel={`Mark as settled: ${task.title}, ${task.customer}`}>
                      Mark as settled
                    </Button>
                  </Form>
                </li>
              ))}
            </ul>
          )}
          <Pager next={page.next} previous={page.previous} />
        </Card>
      </BlockStack>
    </Page>
  );
}
