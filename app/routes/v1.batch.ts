import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("batch");

/** `POST /v1/batch`: many calls at once. */
export const action = door.action;
export const loader = door.loader;
