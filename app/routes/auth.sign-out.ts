import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs } from "@remix-run/node";
import { signOutCookie } from "../session.server.ts";

export async function action({ request, context: { app } }: ActionFunctionArgs) {
  return redirect("/", { status: 303, headers: { "Set-Cookie": await signOutCookie(app, request) } });
}

export function loader() {
  return redirect("/");
}
