import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("screen");

/** `POST /v1/s`: what Segment's browser library calls `/v1/screen`. */
export const action = door.action;
export const loader = door.loader;
