import { styled } from "@mui/material/styles";

/** Heard, not seen. */
export const Hidden = styled("span")({
  position: "absolute",
  inlineSize: 1,
  blockSize: 1,
  margin: 0,
  overflow: "hidden",
  clipPath: "inset(50%)",
  whiteSpace: "nowrap",
});
