import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { MedicineLine } from "../../../kit/MedicineLine";
import { Provenance } from "../../../kit/Provenance";
import { type MedicineRow, settled } from "../../../rpc/clinical";
import { useNames } from "../../../shell/people";
import { color, size } from "../../../theme/vars";
import { wordsOf } from "../line";

const Box = styled("div")({
  display: "grid",
  gap: 2,
  padding: "10px 12px",
  background: color.surface.sunken,
  borderRadius: size.radius,
});

/** The line that a form is about, as it is on record. */
export const Subject = ({ line }: { line: MedicineRow }): ReactNode => {
  const text = useText();
  const nameOf = useNames();
  const { facts, disputed } = wordsOf(text, line);
  return (
    <Box>
      <span>
        <MedicineLine medicine={facts} {...(disputed ? { disputed } : {})} />
      </span>
      <Provenance since at={settled(line.start) ?? line.at} by={line.prescriber ?? nameOf(line.by)} />
    </Box>
  );
};
