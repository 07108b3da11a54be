import { type ReactNode, useRef } from "react";
import { useText } from "../i18n/text";
import { BannerPlace } from "./frame/BannerSlot";
import { NoteToast } from "./frame/NoteToast";
import { Rail } from "./frame/Rail";
import { region } from "./frame/regions";
import { Column, Frame, Main, Skip, Stage } from "./frame/styles";
import { TopBar } from "./frame/TopBar";
import { useFrameKeys } from "./frame/useFrameKeys";
import { useMediaNarrow } from "./frame/useMediaNarrow";
import { WorkspacePanel } from "./frame/WorkspacePanel";
import { IdleWarning } from "./gate/IdleWarning";
import { KeysDialog } from "./KeysDialog";
import { Privacy } from "./Privacy";
import { Palette } from "./palette/Palette";
import { RouteView } from "./RouteView";
import { Bars } from "./sync/Bars";

/** Their own part, so that going somewhere does not draw the whole frame anew. */
const FrameKeys = (): null => {
  useFrameKeys();
  return null;
};

/** The frame of staff and admin screens. */
export const AppShell = (): ReactNode => {
  const text = useText();
  const main = useRef<HTMLElement>(null);
  const narrow = useMediaNarrow();
  return (
    <Frame>
      <FrameKeys />
      <Skip
        href="#main"
        onClick={(event) => {
          // The address belongs to the router, so the link moves the focus by itself.
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {text("shell-skip")}
      </Skip>
      {narrow ? null : <Rail />}
      <Column>
        <TopBar />
        <div>
          <Bars />
          <BannerPlace />
        </div>
        <Stage>
          <Main ref={main} id="main" {...region} aria-label={text("shell-main")}>
            <RouteView />
          </Main>
          <WorkspacePanel />
        </Stage>
      </Column>
      <NoteToast />
      <Palette />
      <KeysDialog />
      <Privacy />
      <IdleWarning />
    </Frame>
  );
};
