/** The part of papaparse that is used; its own package has no types. */
declare module "papaparse" {
  export type ParseError = { readonly type: string; readonly code: string; readonly row: number; readonly index: number };
  export type Parsed = { readonly data: string[][]; readonly errors: readonly ParseError[]; readonly meta: { readonly cursor: number } };

  class Parser {
    constructor(config: { readonly delimiter: string; readonly newline: "\n" | "\r" });
    /**
     * @param ignoreLastRow keep a last row without a line end for later; `meta.cursor` is where it begins
     */
    parse(input: string, baseIndex: number, ignoreLastRow: boolean): Parsed;
  }

  const Papa: { readonly Parser: typeof Parser };
  export default Papa;
}
