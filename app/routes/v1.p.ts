import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("page");

/** `POST /v1/p`: what Segment's browser library calls `/v1/page`. */
export const action = door.action;
export const loader = door.loader;
