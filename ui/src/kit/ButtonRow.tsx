import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";

const Row = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: 8,
  "&[data-end]": { justifyContent: "flex-end" },
  "&[data-fill] > :last-child": { flex: "1 1 auto" },
  // Words that are not said yet take no room.
  "& > :empty": { position: "absolute" },
  "[data-density='patient'] & > :is(a, button)": { flex: "1 1 auto" },
});

/** Buttons of one region; the one that carries on comes last and, with `fill`, takes the width that is left. */
export const ButtonRow = ({
  children,
  end = false,
  fill = false,
}: {
  children: ReactNode;
  end?: boolean;
  fill?: boolean;
}): ReactNode => (
  <Row {...(end ? { "data-end": "" } : {})} {...(fill ? { "data-fill": "" } : {})}>
    {children}
  </Row>
);
