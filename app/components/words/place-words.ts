/** Countries and languages by name. Server and browser may know different editions of the names; either reads well. */

const named = (type: "region" | "language") => {
  const names = new Intl.DisplayNames(["en"], { type });
  return (code: string): string => {
    try {
      return names.of(code) ?? code;
    } catch {
      // Not a code at all: platforms pass on what customers typed.
      return code;
    }
  };
};

const countryName = named("region");

/** "German" for de. @returns what is no language code as it is */
export const languageName = named("language");

/** "Hamburg, Germany"; a province is named unless it is a code like DE-HH. */
export function placeWords({ city, province, country }: { readonly city: string | null; readonly province: string | null; readonly country: string | null }): string {
  const region = province !== null && /^[A-Z]{2}-/.test(province) ? null : province;
  return [city, region, country && countryName(country)].filter(Boolean).join(", ");
}
