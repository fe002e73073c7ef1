/** Stands before every id: where going through rows in the order of their ids begins. */
export const NO_ID = "00000000-0000-0000-0000-000000000000";
