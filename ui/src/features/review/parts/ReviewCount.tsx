import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { color, type, weight } from "../../../theme/vars";
import { reviewApi } from "../api";

const Box = styled("span")({
  ...type("micro"),
  fontWeight: weight.strong,
  paddingInline: 6,
  minBlockSize: 20,
  display: "inline-grid",
  placeItems: "center",
  borderRadius: 4,
  background: color.needs.tint,
  color: color.needs.text,
  "@media (forced-colors: active)": { border: "1px solid" },
});

/** How many wait; nothing where none does. */
export const ReviewCount = (): ReactNode => {
  const { data } = reviewApi.useReviewListQuery();
  return data && data.items.length > 0 ? <Box>{data.items.length}</Box> : null;
};
