import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Progress } from "../../kit/Progress";
import { useFormat } from "../../kit/useFormat";
import type { Problem } from "../../rpc/gen";
import { color, type } from "../../theme/vars";
import { attempt } from "../door";
import { ProblemView } from "../problem/ProblemView";
import { useSync } from "./useSync";
import { timeLeft } from "./words";

const Box = styled("div")({
  display: "grid",
  gap: 4,
  padding: "10px 20px 12px",
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  background: color.surface.sheet,
});
const Tip = styled("p")({ ...type("small"), color: color.text.muted, margin: 0 });

/** The clinic's records coming for the first time: what comes, how much, how long, a way to rest. Work goes on under it. */
export const FirstDownload = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const sync = useSync();
  const [problem, setProblem] = useState<Problem | null>(null);
  if (sync?.chip.state !== "first_download") {
    return null;
  }
  const done = sync.total - sync.left;
  const pause = (): void => {
    void attempt("sync_pause", { paused: !sync.paused }).then((answer) =>
      setProblem("problem" in answer ? answer.problem : null),
    );
  };
  const count = text("sync-first-count", { done: format.number(done), total: format.number(sync.total) });
  return (
    <Box>
      <Progress
        label={text("sync-first-title")}
        done={done}
        total={sync.total}
        words={`${count} ${text(sync.paused ? "sync-paused" : "sync-first-step")}`}
        left={
          sync.left_seconds === null || sync.paused
            ? undefined
            : text("sync-first-about", { time: timeLeft(text, sync.left_seconds) })
        }
        action={
          <ActionButton kind="quiet" size="small" onClick={pause}>
            {text(sync.paused ? "sync-resume" : "sync-pause")}
          </ActionButton>
        }
      />
      <Tip>{text("sync-first-tip")}</Tip>
      {problem ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
    </Box>
  );
};
