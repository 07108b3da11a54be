import { createContext, type ReactNode, useContext } from "react";

/** Staff screens are dense, patient screens large and plain; sizes follow through CSS variables. */
export type DensityName = "staff" | "patient";

const DensityContext = createContext<DensityName>("staff");

export const useDensity = (): DensityName => useContext(DensityContext);

/** Everything below it has the sizes of `value`. */
export const Density = ({ value, children }: { value: DensityName; children: ReactNode }): ReactNode => (
  <DensityContext value={value}>
    <div data-density={value} style={{ display: "contents" }}>
      {children}
    </div>
  </DensityContext>
);
