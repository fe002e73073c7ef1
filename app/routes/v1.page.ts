import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("page");

/** `POST /v1/page`: a call of type page. */
export const action = door.action;
export const loader = door.loader;
