import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import { useFormat } from "../../kit/useFormat";
import { copyText } from "../problem/report";
import { useSession } from "../session";
import { blockFix } from "./blocks";
import { syncReport } from "./report";
import { useSend } from "./useSend";
import { useSync } from "./useSync";

const Box = styled("div")({ padding: "8px 20px" });

/** Why sending stopped, and the one button that helps. Stays until the reason is gone. */
export const StoppedBar = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const go = useNavigate();
  const session = useSession();
  const sync = useSync();
  const { send, sending } = useSend();
  const [copied, setCopied] = useState(false);
  const code = sync?.blocked;
  if (!sync || !code) {
    return null;
  }
  const act = (): void => {
    const fix = blockFix(code);
    if ("go" in fix) {
      void go(fix.go);
    } else if (fix.act === "send") {
      void send();
    } else if (fix.act === "copy") {
      void copyText(syncReport(sync)).then(setCopied);
    } else {
      void session.lock();
    }
  };
  const next = sync.next_try_at;
  const label = copied ? "shell-fix-copied" : sending ? "sync-sending-now" : (`sync-fix-${code}` as const);
  return (
    <Box>
      <Callout
        kind="stopped"
        title={text("sync-stopped")}
        action={
          <ActionButton size="small" onClick={act}>
            {text(label)}
          </ActionButton>
        }
      >
        {text(`sync-block-${code}-long`)} {next === null ? null : text("sync-next-try", { time: format.clock(next) })}
      </Callout>
    </Box>
  );
};
