import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("batch");

/** `POST /v1/b`: what Segment's browser library calls `/v1/batch`. */
export const action = door.action;
export const loader = door.loader;
