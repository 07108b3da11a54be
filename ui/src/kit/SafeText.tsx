import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { plain } from "../i18n/isolate";

const Bdi = styled("bdi")({ unicodeBidi: "isolate", overflowWrap: "anywhere" });

/** Text a person typed: shown whole, in its own direction, without characters that turn or hide what stands beside it. */
export const SafeText = ({ children }: { children: string }): ReactNode => <Bdi dir="auto">{plain(children)}</Bdi>;
