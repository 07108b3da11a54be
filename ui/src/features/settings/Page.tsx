import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { useDensity } from "../../kit/Density";
import { Page as Screen } from "../../shell/Page";
import { useSession } from "../../shell/session";
import { Device } from "./Device";
import { Idle } from "./Idle";
import { Keys } from "./Keys";
import { LookSection } from "./Look";
import { NoticePrefsSection } from "./NoticePrefs";

const Stack = styled("div")({ display: "grid", gap: 28, maxInlineSize: 640 });

/** What a person can set for themselves on this device. */
export const Page = (): ReactNode => {
  const text = useText();
  const { local } = useSession();
  const staff = useDensity() === "staff";
  return (
    <Screen title={text("settings-title")}>
      <Stack>
        <LookSection />
        <Idle />
        <NoticePrefsSection />
        {staff ? <Keys /> : null}
        {local ? <Device /> : null}
      </Stack>
    </Screen>
  );
};
