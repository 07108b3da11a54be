import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import { blockFix } from "./blocks";
import { useSync } from "./useSync";
import { timeLeft } from "./words";

const Box = styled("div")({ padding: "8px 20px" });

/** Says that this device's clock stands more than two minutes from the server's, while sending goes on all the same. */
export const ClockBar = (): ReactNode => {
  const text = useText();
  const go = useNavigate();
  const sync = useSync();
  const off = sync?.clock_off_ms ?? null;
  // Where sending stopped for it, the bar above says so.
  if (off === null || sync?.blocked === "clock_wrong") {
    return null;
  }
  const fix = blockFix("clock_wrong");
  const time = timeLeft(text, Math.abs(off) / 1000);
  return (
    <Box>
      <Callout
        kind="needs"
        icon="clock"
        action={
          "go" in fix ? (
            <ActionButton size="small" onClick={() => void go(fix.go)}>
              {text("sync-fix-clock_wrong")}
            </ActionButton>
          ) : undefined
        }
      >
        {text(off > 0 ? "sync-clock-bar-ahead" : "sync-clock-bar-behind", { time })}
      </Callout>
    </Box>
  );
};
