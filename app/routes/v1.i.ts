import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("identify");

/** `POST /v1/i`: what Segment's browser library calls `/v1/identify`. */
export const action = door.action;
export const loader = door.loader;
