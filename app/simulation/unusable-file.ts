/** The file as a whole cannot be read; the message says why, and what to do, in a merchant's words. */
export class UnusableFile extends Error {}
