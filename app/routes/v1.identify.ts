import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("identify");

/** `POST /v1/identify`: a call of type identify. */
export const action = door.action;
export const loader = door.loader;
