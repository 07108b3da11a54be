import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import { Disputed } from "../../kit/Disputed";
import { Facts } from "../../kit/Facts";
import { SafeText } from "../../kit/SafeText";

const Box = styled("div")({ display: "grid", gap: 8, "& p": { margin: 0 } });

export interface StaleProps {
  /** The value the form showed, in words. */
  was: string;
  /** All values that stand now. */
  now: readonly string[];
  /** What the person wants to write. */
  yours: string;
  /** Goes on from the one value that stands now. */
  onTake: () => void;
  /** Where several values are decided between. */
  decide: string;
}

/** Somebody wrote another value meanwhile: what stood, what stands, what was to be written; nothing is chosen here. */
export const Stale = ({ was, now, yours, onTake, decide }: StaleProps): ReactNode => {
  const text = useText();
  const [only] = now;
  const nothing = text("chart-stale-nothing");
  const standing =
    now.length > 1 ? <Disputed values={now} /> : only === undefined ? nothing : <SafeText>{only}</SafeText>;
  return (
    <Callout kind="needs" live="alert" title={text("chart-stale-title")}>
      <Box>
        <p>{text("chart-stale-why")}</p>
        <Facts
          facts={[
            { label: text("chart-stale-was"), value: was ? <SafeText>{was}</SafeText> : nothing },
            { label: text("chart-stale-now"), value: standing },
            { label: text("chart-stale-yours"), value: <SafeText>{yours}</SafeText> },
          ]}
        />
        {now.length > 1 ? (
          <>
            <p>{text("chart-stale-two")}</p>
            <div>
              <ActionButton size="small" href={decide}>
                {text("chart-decide")}
              </ActionButton>
            </div>
          </>
        ) : (
          <div>
            <ActionButton size="small" onClick={onTake}>
              {text("chart-stale-take")}
            </ActionButton>
          </div>
        )}
      </Box>
    </Callout>
  );
};
