import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { color, type, weight } from "../theme/vars";

const Box = styled("div")({ display: "grid", gap: 6, inlineSize: "100%" });
const Head = styled("div")({
  display: "flex",
  alignItems: "center",
  flexWrap: "wrap",
  gap: 8,
  "& > strong": { fontWeight: weight.medium, marginInlineEnd: "auto" },
  "& > span": { ...type("small"), color: color.text.muted },
});
const Words = styled("div")({ ...type("small"), color: color.text.muted });
const Bar = styled("div")({
  blockSize: 6,
  borderRadius: 3,
  overflow: "hidden",
  background: color.sending.tint,
  boxShadow: `inset 0 0 0 1px ${color.sending.line}`,
  "& > div": { blockSize: "100%", background: color.sending.fill },
  "@media (forced-colors: active)": {
    border: "1px solid CanvasText",
    "& > div": { background: "Highlight", forcedColorAdjust: "none" },
  },
});

export interface ProgressProps {
  label: string;
  done: number;
  /** Never less than `done`; zero shows an empty bar. */
  total: number;
  /** Count in words: `1,240 of 3,800 records`. */
  words: ReactNode;
  /** Time left in words. */
  left?: ReactNode;
  action?: ReactNode;
}

/** How far something is: a bar for the eye, count and time in words for everyone. */
export const Progress = ({ label, done, total, words, left, action }: ProgressProps): ReactNode => {
  const id = useId();
  const part = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  return (
    <Box>
      <Head>
        <strong id={id}>{label}</strong>
        {left ? <span>{left}</span> : null}
        {action}
      </Head>
      <Bar role="progressbar" aria-labelledby={id} aria-valuemin={0} aria-valuemax={total} aria-valuenow={done}>
        <div style={{ inlineSize: `${part * 100}%` }} />
      </Bar>
      <Words>{words}</Words>
    </Box>
  );
};
