import { styled } from "@mui/material/styles";
import { type ReactNode, useContext, useEffect } from "react";
import { useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { NowContext } from "../../kit/useFormat";
import { lastVault, noteSeen } from "../gate/seen";
import { useSync } from "./useSync";
import { timeLeft } from "./words";

/** From here on the time left is told on every screen. */
const TELL_MS = 48 * 3_600_000;
const MINUTE = 60_000;

const Box = styled("div")({ padding: "8px 20px" });

/** How long a device may go on without its server, once the end is near; the lock screen is told it at all times. */
export const LeaseBar = (): ReactNode => {
  const text = useText();
  const now = useContext(NowContext)();
  const until = useSync()?.lease_until;
  useEffect(() => {
    const vault = lastVault();
    if (vault !== null && until !== undefined) {
      noteSeen(vault, { leaseUntil: until });
    }
  }, [until]);
  const left = until === undefined ? Number.POSITIVE_INFINITY : until - now;
  if (left > TELL_MS) {
    return null;
  }
  return (
    <Box>
      <Callout kind="needs" icon="clock">
        {text("sync-lease-near", { time: timeLeft(text, Math.max(left, MINUTE) / 1000) })}
      </Callout>
    </Box>
  );
};
