/** The three surfaces of the product. */
export type Surface = "clinic" | "patient" | "admin";

/** The surface a page declares; anything else is a mistake in its HTML. */
export const surface = (declared: string | undefined): Surface => {
  switch (declared) {
    case "clinic":
    case "patient":
    case "admin":
      return declared;
    default:
      throw new Error(`no such surface: ${declared ?? "none"}`);
  }
};
