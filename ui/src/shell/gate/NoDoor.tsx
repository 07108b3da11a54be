import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import type { Problem } from "../../rpc/gen";
import { color, type } from "../../theme/vars";

const Box = styled("main")({ padding: 40, maxInlineSize: 640, marginInline: "auto" });
const Code = styled("p")({ ...type("micro"), color: color.text.muted });

/** The engine behind the screens does not answer. */
export const NoDoor = ({ problem, again }: { problem: Problem; again: () => void }): ReactNode => {
  const text = useText();
  return (
    <Box role="alert">
      <Empty
        title={text("session-no-door")}
        why={text("session-no-door-why")}
        action={
          <ActionButton kind="primary" onClick={again}>
            {text("session-no-door-again")}
          </ActionButton>
        }
      />
      <Code>{text("shell-problem-code", { code: problem.code, incident: problem.incident ?? "none" })}</Code>
    </Box>
  );
};
