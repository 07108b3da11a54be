import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { useDensity } from "../../kit/Density";
import { useFormat } from "../../kit/useFormat";
import { ChipButton, ChipFace } from "../../shell/sync/Chip";
import { syncOf } from "../../shell/sync/sample";
import { chipWords } from "../../shell/sync/words";

const AT = new Date(2026, 10, 23, 14, 5).getTime();
const AN_HOUR = 3_600_000;

const STATES = [
  syncOf({ state: "blocked", unsent: 0 }, { blocked: "clock_wrong", clock_off_ms: 2 * AN_HOUR }),
  syncOf({ state: "needs_you", count: 2 }, { decisions: 2 }),
  syncOf({ state: "needs_you", count: 1 }, { refused: 1 }),
  syncOf({ state: "first_download", count: 1240, of: 3800 }, { left_seconds: 360 }),
  syncOf({ state: "waiting", count: 3, online: false }),
  syncOf({ state: "waiting", count: 1 }),
  syncOf({ state: "sending", count: 2, of: 3 }),
  syncOf({ state: "offline", online: false }),
  syncOf({ state: "up_to_date", at: AT }),
  syncOf({ state: "needs_you", count: 2, unsent: 3 }, { decisions: 2 }),
];

const List = styled("div")({ display: "grid", gap: 10, justifyItems: "start" });

export const Chips = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const patient = useDensity() === "patient";
  return (
    <List>
      {STATES.map((state) => {
        const words = chipWords(text, format, state, patient);
        return (
          <ChipButton type="button" key={`${words.whole} ${state.refused}`}>
            <ChipFace words={words} />
          </ChipButton>
        );
      })}
    </List>
  );
};
