/** An argument or a file that cannot be used: its message is for whoever typed the command, and is shown without a stack. */
export class Refused extends Error {
  override name = "Refused";
}
