import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../i18n/text";
import { color, type } from "../theme/vars";
import type { When } from "./format/moment";
import { NotSentYet } from "./NotSentYet";
import { useFormat } from "./useFormat";

const Box = styled("span")({ ...type("micro"), display: "inline", color: color.text.subtle, overflowWrap: "anywhere" });

export interface ProvenanceProps {
  at?: When | null | undefined;
  by?: string | undefined;
  device?: string | undefined;
  /** Says `Since 03-Mar-2021` rather than the moment it was written. */
  since?: boolean | undefined;
  unsent?: boolean | undefined;
}

/** Who, when and where, under the value it speaks of; never hidden in a hover. */
export const Provenance = ({ at, by, device, since = false, unsent = false }: ProvenanceProps): ReactNode => {
  const text = useText();
  const format = useFormat();
  const known = at !== null && at !== undefined;
  const when = since ? format.staffDate(at) : format.staffDateTime(at);
  const words = since
    ? known && by
      ? text("kit-since-by", { at: when, by })
      : known
        ? text("kit-since", { at: when })
        : null
    : known && by
      ? text("kit-at-by", { at: when, by })
      : known
        ? when
        : null;
  return (
    <Box>
      {words ?? (by ? text("kit-by", { by }) : null)}
      {device ? text("kit-on-device", { device }) : null}
      {unsent ? (
        <>
          {" "}
          <NotSentYet />
        </>
      ) : null}
    </Box>
  );
};
