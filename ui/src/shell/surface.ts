/** The three surfaces of the product. */
export type Surface = "clinic" | "patient" | "admin";
