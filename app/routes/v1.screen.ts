import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("screen");

/** `POST /v1/screen`: a call of type screen. */
export const action = door.action;
export const loader = door.loader;
