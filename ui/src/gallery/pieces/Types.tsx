import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Kbd } from "../../kit/Kbd";
import { Logo } from "../../kit/Logo";
import { type Step, type } from "../../theme/vars";

const Line = styled("p", { shouldForwardProp: (name) => name !== "step" })<{ step: Step }>(({ step }) => type(step));

export const Types = (): ReactNode => (
  <>
    <Line step="figure">Figure 10 mg</Line>
    <Line step="title">Title, patient name</Line>
    <Line step="lead">Section heading</Line>
    <Line step="body">Body, Il1 O0 5S 8B, 0.5 mg 1,000 units</Line>
    <Line step="small">Small, meta lines</Line>
    <Line step="micro">Micro, provenance</Line>
    <p>
      <Logo /> <Kbd keys="Ctrl+Shift+F" /> <Kbd keys="Ctrl+1" bare />
    </p>
  </>
);
