import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect } from "react";
import { NavLink } from "react-router";
import { useText } from "../i18n/text";
import { Icon } from "../kit/Icon";
import { color, weight } from "../theme/vars";
import { sectionsOf, useFeatures } from "./features";
import { NoteToast } from "./frame/NoteToast";
import { region } from "./frame/regions";
import { IdleWarning } from "./gate/IdleWarning";
import { pressed } from "./keys";
import { RouteView } from "./RouteView";
import { Bars } from "./sync/Bars";
import { SyncChip } from "./sync/SyncChip";

/** More than five cannot be told apart at a glance. */
const MOST = 5;

const Frame = styled("div")({
  display: "flex",
  flexDirection: "column",
  minBlockSize: "100dvh",
  background: color.surface.canvas,
});
const Where = styled("div")({
  paddingInline: 20,
  paddingBlockStart: "max(12px, env(safe-area-inset-top))",
  "& button": { minBlockSize: 48, marginInlineStart: -4 },
  "& button > span": { fontSize: "1rem" },
  inlineSize: "100%",
  maxInlineSize: 640,
  marginInline: "auto",
});
const Main = styled("main")({
  flex: "1 0 auto",
  inlineSize: "100%",
  maxInlineSize: 640,
  marginInline: "auto",
  paddingBlockEnd: "calc(76px + 24px + env(safe-area-inset-bottom))",
  "&:focus": { outline: "none" },
});
const Bar = styled("nav")({
  position: "fixed",
  insetBlockEnd: 0,
  insetInline: 0,
  background: color.surface.sheet,
  borderBlockStart: `1px solid ${color.border.hairline}`,
  paddingBlockEnd: "env(safe-area-inset-bottom)",
  zIndex: 20,
  "& ul": {
    listStyle: "none",
    margin: "0 auto",
    padding: 0,
    display: "grid",
    gridAutoFlow: "column",
    gridAutoColumns: "minmax(0, 1fr)",
    maxInlineSize: 640,
  },
  "& a": {
    position: "relative",
    display: "grid",
    placeContent: "center",
    justifyItems: "center",
    gap: 3,
    minBlockSize: 76,
    paddingInline: 2,
    color: color.text.muted,
    fontSize: "clamp(0.6875rem, 3.6vw, 0.8125rem)",
    lineHeight: 1.2,
    textAlign: "center",
    textDecoration: "none",
    borderBlockStart: "3px solid transparent",
    overflowWrap: "anywhere",
  },
  "& a[aria-current]": {
    color: color.primary.text,
    fontWeight: weight.strong,
    borderBlockStartColor: color.primary.line,
  },
  "& a:focus-visible": { outlineOffset: -3 },
});

const Tabs = (): ReactNode => {
  const text = useText();
  const sections = sectionsOf(useFeatures()).slice(0, MOST);
  return (
    <Bar aria-label={text("shell-tabs")}>
      <ul>
        {sections.map(({ path, label, icon, count: Count }) => (
          <li key={path}>
            <NavLink to={`/${path}`} end={path === ""}>
              <Icon name={icon} size={26} />
              <span>{text(label)}</span>
              {Count ? <Count /> : null}
            </NavLink>
          </li>
        ))}
      </ul>
    </Bar>
  );
};

/** The frame of patients' screens: where their things are, the screen, five places to go. */
export const PatientShell = (): ReactNode => {
  const text = useText();
  useEffect(() => {
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
  return (
    <Frame>
      <Where>
        <SyncChip />
      </Where>
      <Bars />
      <Main {...region} aria-label={text("shell-main")}>
        <RouteView />
      </Main>
      <Tabs />
      <NoteToast />
      <IdleWarning />
    </Frame>
  );
};
