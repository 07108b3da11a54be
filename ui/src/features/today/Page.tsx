import { styled } from "@mui/material/styles";
import { type ReactNode, useContext, useMemo } from "react";
import { useLanguage, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { Empty } from "../../kit/Empty";
import { NowContext, useFormat } from "../../kit/useFormat";
import { keyCombo, useKeyTable } from "../../shell/keys";
import { Page as Screen } from "../../shell/Page";
import { useSession } from "../../shell/session";
import { useSync } from "../../shell/sync/useSync";
import { color, size, type } from "../../theme/vars";
import { todayApi } from "./api";
import { DecisionList, DraftList, RefusedList } from "./parts/Lists";
import { Recent } from "./parts/Recent";

/** Rows of the list of charts. */
const RECENT = 12;

const Split = styled("div")({
  display: "grid",
  gridTemplateColumns: "minmax(0, 1fr) minmax(18rem, 24rem)",
  minBlockSize: "calc(100dvh - 130px)",
  "& > div": {
    display: "grid",
    alignContent: "start",
    gridTemplateColumns: "minmax(0, 1fr)",
    gap: 24,
    padding: `8px ${size.padding} 24px`,
    minInlineSize: 0,
  },
  "& > div + div": { borderInlineStart: `1px solid ${color.border.hairline}` },
  "@media (max-width: 900px)": {
    gridTemplateColumns: "minmax(0, 1fr)",
    minBlockSize: 0,
    "& > div + div": { borderInlineStart: 0, order: -1, paddingBlockEnd: 8 },
  },
});
const Fine = styled("p")({ ...type("small"), margin: 0, color: color.text.subtle });

/** When the clinic was last heard, and what only this device holds. */
const Contact = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const sync = useSync();
  if (!sync) {
    return null;
  }
  const heard = sync.pulled_at;
  const kept = Number(sync.own.saved);
  return (
    <div>
      <Fine>
        {heard === null ? text("today-heard-never") : text("today-heard", { time: format.recent(Number(heard)) })}
      </Fine>
      {kept > 0 ? <Fine>{text("today-kept", { count: kept })}</Fine> : null}
    </div>
  );
};

const useWaiting = () => {
  const { local } = useSession();
  const { data: decisions } = todayApi.useTodayDecisionsQuery(null);
  const { data: refused } = todayApi.useTodayRefusedQuery(undefined, { skip: !local });
  const { data: drafts } = todayApi.useTodayDraftsQuery(undefined, { skip: !local });
  const { data: recent } = todayApi.useTodayRecentQuery(undefined, { skip: !local });
  return {
    ready: decisions !== undefined,
    conflicts: decisions?.conflicts ?? [],
    refused: refused?.refused ?? [],
    // The newest on top: it is what was just left.
    drafts: [...(drafts?.drafts ?? [])].reverse(),
    recent: recent?.patients.slice(0, RECENT) ?? [],
  };
};

/** The first screen of the day: what waits for this person, and the charts they had open. */
export const Page = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { locale } = useLanguage();
  const now = useContext(NowContext)();
  useKeyTable();
  const { ready, conflicts, refused, drafts, recent } = useWaiting();
  const names = useMemo(() => new Map(recent.map(({ patient, name }) => [patient, name])), [recent]);
  const lead = [
    conflicts.length > 0 ? text("today-lead-decide", { count: conflicts.length }) : "",
    refused.length > 0 ? text("today-lead-refused", { count: refused.length }) : "",
    drafts.length > 0 ? text("today-lead-drafts", { count: drafts.length }) : "",
  ].filter((part) => part !== "");
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long" }).format(now);
  return (
    <Screen
      title={`${weekday} ${format.staffDate(now)}`}
      under={ready ? lead.join(text("kit-comma")) || text("today-lead-quiet") : undefined}
      padded={false}
      actions={
        <ButtonRow>
          <ActionButton icon="search" keys={keyCombo("find-patient")} href="#/patients">
            {text("today-find")}
          </ActionButton>
          <ActionButton icon="plus" kind="primary" href="#/patients/new">
            {text("today-register")}
          </ActionButton>
        </ButtonRow>
      }
    >
      {ready ? (
        <Split>
          <div>
            <Recent patients={recent} />
          </div>
          <div>
            {refused.length > 0 ? <RefusedList refused={refused} /> : null}
            {conflicts.length > 0 ? <DecisionList conflicts={conflicts} /> : null}
            {drafts.length > 0 ? <DraftList drafts={drafts} names={names} /> : null}
            {lead.length === 0 ? <Empty title={text("today-nothing")} why={text("today-nothing-why")} /> : null}
            <Contact />
          </div>
        </Split>
      ) : null}
    </Screen>
  );
};
