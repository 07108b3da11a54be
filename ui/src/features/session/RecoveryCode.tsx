import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { CheckField } from "../../kit/CheckField";
import { copyText } from "../../shell/problem/report";
import { color, mono, size } from "../../theme/vars";
import { Sheet } from "./parts";

const Code = styled("output")({
  display: "block",
  fontFamily: mono,
  fontSize: "1.25rem",
  lineHeight: 1.5,
  padding: "14px 16px",
  borderRadius: size.radius,
  background: color.surface.sunken,
  color: color.text.ink,
  overflowWrap: "anywhere",
  userSelect: "all",
});

/** The recovery code, once. It goes on only after the person says that they have it. */
export const RecoveryCode = ({ code, done }: { code: string; done: () => void }): ReactNode => {
  const text = useText();
  const [ticked, setTicked] = useState(false);
  const [copied, setCopied] = useState(false);
  return (
    <Sheet>
      <h1>{text("session-code-title")}</h1>
      <p>{text("session-code-why")}</p>
      <Code dir="ltr" aria-label={text("session-code-title")}>
        {code}
      </Code>
      <ButtonRow>
        <ActionButton onClick={() => void copyText(code).then(setCopied)}>{text("session-code-copy")}</ActionButton>
        <span role="status">{copied ? text("session-code-copied") : ""}</span>
      </ButtonRow>
      <CheckField label={text("session-code-tick")} checked={ticked} onChecked={setTicked} />
      <ButtonRow>
        <ActionButton kind="primary" notReady={ticked ? null : text("session-code-first")} onClick={done}>
          {text("session-code-go")}
        </ActionButton>
      </ButtonRow>
    </Sheet>
  );
};
