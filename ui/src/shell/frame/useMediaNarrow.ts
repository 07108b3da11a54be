import useMediaQuery from "@mui/material/useMediaQuery";
import { NARROW } from "./styles";

/** One column only: a phone, or a page at 400 %. */
export const useMediaNarrow = (): boolean => useMediaQuery(NARROW.replace("@media ", ""), { noSsr: true });
