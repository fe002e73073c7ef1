import { callDoor } from "../public-api-calls.server.ts";

const door = callDoor("track");

/** `POST /v1/track`: a call of type track. */
export const action = door.action;
export const loader = door.loader;
