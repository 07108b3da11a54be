import Drawer from "@mui/material/Drawer";
import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useState } from "react";
import { useLocation } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { iconLook } from "../../kit/buttonLook";
import { Icon } from "../../kit/Icon";
import { IconAction } from "../../kit/IconAction";
import { Kbd } from "../../kit/Kbd";
import { ariaKeys, keyLabel, useKeyTable } from "../keys";
import { NoticesBell } from "../NoticesBell";
import { openPalette } from "../palette/open";
import { useSession } from "../session";
import { SyncChip } from "../sync/SyncChip";
import { MeLine, RailLinks } from "./Rail";
import { region } from "./regions";
import { Gap, SearchBox, Top, Where } from "./styles";
import { useMediaNarrow } from "./useMediaNarrow";

const Menu = (): ReactNode => {
  const text = useText();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: going anywhere closes the menu
  useEffect(() => setOpen(false), [pathname]);
  return (
    <>
      <IconAction icon="queue" label={text("shell-menu")} expanded={open} onClick={() => setOpen(true)} />
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        slotProps={{ paper: { "aria-label": text("shell-menu"), sx: { inlineSize: 264, padding: "8px" } } }}
      >
        <RailLinks />
        <MeLine />
      </Drawer>
    </>
  );
};

const HelpLink = styled("a")(iconLook);

/** Search, where the work is, help, lock. */
export const TopBar = (): ReactNode => {
  const text = useText();
  const session = useSession();
  useKeyTable();
  const narrow = useMediaNarrow();
  const lock = text(session.local ? "shell-lock" : "shell-sign-out");
  return (
    <Top {...region} aria-label={text("shell-top")}>
      {narrow ? <Menu /> : null}
      <SearchBox type="button" onClick={openPalette} aria-haspopup="dialog" aria-keyshortcuts={ariaKeys("palette")}>
        <Icon name="search" size={16} />
        <span>
          {text(narrow ? "shell-search-short" : session.surface === "clinic" ? "shell-search" : "shell-search-console")}
        </span>
        {narrow ? null : <Kbd keys={keyLabel("palette")} />}
      </SearchBox>
      {narrow ? null : <Gap />}
      <Where>
        <SyncChip />
      </Where>
      <NoticesBell />
      <HelpLink href="#/help" aria-label={text("shell-help")}>
        <Icon name="help" size={20} />
      </HelpLink>
      {narrow ? (
        <IconAction icon="lock" label={lock} onClick={() => void session.lock()} />
      ) : (
        <ActionButton icon="lock" keys={keyLabel("lock")} onClick={() => void session.lock()}>
          {lock}
        </ActionButton>
      )}
    </Top>
  );
};
