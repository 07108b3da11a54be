import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import type { Problem } from "../../rpc/gen";
import { size } from "../../theme/vars";
import { ProblemView } from "../problem/ProblemView";

const Box = styled("div")({ padding: size.padding });

/** A panel whose entry is not there: it was voided, never came, or the chart cannot be read. */
export const Gone = ({ problem }: { problem: Problem | null }): ReactNode => {
  const text = useText();
  return (
    <Box>
      {problem ? (
        <ProblemView problem={problem} />
      ) : (
        <Callout kind="needs" title={text("chart-write-gone")}>
          {text("chart-write-gone-why")}
        </Callout>
      )}
    </Box>
  );
};
