import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("track");

/** `POST /v1/t`: what Segment's browser library calls `/v1/track`. */
export const action = door.action;
export const loader = door.loader;
