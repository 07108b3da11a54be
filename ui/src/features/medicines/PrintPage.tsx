import GlobalStyles from "@mui/material/GlobalStyles";
import { styled } from "@mui/material/styles";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import { useParams } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { Callout } from "../../kit/Callout";
import { Empty } from "../../kit/Empty";
import { SafeText } from "../../kit/SafeText";
import { useFormat } from "../../kit/useFormat";
import { labelOf } from "../../rpc/clinical";
import { allergyStateOf, bannerOf } from "../../shell/banner";
import { keyCombo, useKey } from "../../shell/keys";
import { Page as Screen } from "../../shell/Page";
import { ProblemView } from "../../shell/problem/ProblemView";
import { decidePath, recordApi, useChart } from "../../shell/record";
import { useMe } from "../../shell/session";
import { useSync } from "../../shell/sync/useSync";
import { Sheet } from "./parts/Sheet";
import { type Held, pagesOf, sheetOf } from "./sheet";

const List = styled("ul")({ margin: "4px 0 0", padding: 0, listStyle: "none" });
const Stack = styled("div")({ display: "grid", gap: 12, marginBlockEnd: 16, maxInlineSize: "46rem" });

const onPaper = (
  <GlobalStyles
    styles={{
      "@media print": {
        "@page": { margin: "12mm" },
        "body > :not([data-paper])": { display: "none !important" },
        "[data-paper]": { display: "block" },
      },
      "@media screen": { "[data-paper]": { display: "none" } },
    }}
  />
);

/** True while paper is being made: the sheet stands alone under `body` then, whole, however long it is. */
const usePaper = (may: boolean): { printing: boolean; print: () => void } => {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = (): void => {
      if (may) {
        flushSync(() => setPrinting(true));
      }
    };
    const after = (): void => setPrinting(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, [may]);
  const print = useCallback(() => {
    if (may) {
      flushSync(() => setPrinting(true));
      window.print();
    }
  }, [may]);
  return { printing, print };
};

/** Which lines are held back, why, and where they are decided. */
const HeldBack = ({ held, every }: { held: readonly Held[]; every: boolean }): ReactNode => {
  const text = useText();
  return (
    <Callout kind="needs" title={text("medicines-print-held", { count: held.length })}>
      <p>{text("medicines-print-held-why")}</p>
      {every ? <p>{text("medicines-print-refused")}</p> : null}
      <List>
        {held.map(({ line, point }) => (
          <li key={line.item}>
            <SafeText>{labelOf(line.regimen.values[0]?.product ?? {})}</SafeText>
            {point.rule === "allergy_match" ? ` ${text("medicines-held-allergy")}` : null}{" "}
            <a href={decidePath(line.doc, point.path)}>{text("chart-decide")}</a>
          </li>
        ))}
      </List>
    </Callout>
  );
};

/** The medicines of a patient on paper. What is not agreed is held back; the rest is printed. */
export const Page = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const me = useMe();
  const { patient = "" } = useParams();
  const sync = useSync();
  const chart = useChart(patient);
  const { data: open } = recordApi.usePatientQuery({ patient });
  const sheet = chart.data ? sheetOf(chart.data) : { ready: [], held: [] };
  const may = sheet.ready.length > 0;
  const { printing, print } = usePaper(may);
  useKey("print", print);
  if (chart.problem) {
    return (
      <Screen title={text("medicines-print-title")}>
        <ProblemView problem={chart.problem} />
      </Screen>
    );
  }
  if (!chart.data || !open) {
    return null;
  }
  const now = Date.now();
  const foot = [
    text("medicines-print-by", { name: me.name, time: format.staffDateTime(now) }),
    text("medicines-print-valid", { time: format.clock(now) }),
    sync?.pulled_at ? text("chart-as-of", { time: format.staffDateTime(Number(sync.pulled_at)) }) : "",
  ].filter((words) => words !== "");
  const nothing = sheet.ready.length + sheet.held.length === 0;
  const paper = (
    <Sheet
      patient={bannerOf(open).patient}
      allergies={allergyStateOf(chart.data.allergies)}
      pages={pagesOf(sheet)}
      unsent={chart.data.unsent}
      foot={foot}
    />
  );
  return (
    <Screen
      title={text("medicines-print-title")}
      under={nothing ? undefined : text("medicines-print-ready", { count: sheet.ready.length })}
      actions={
        <ButtonRow>
          <ActionButton href={`#/patients/${patient}`}>{text("medicines-print-close")}</ActionButton>
          <ActionButton
            kind="primary"
            icon="print"
            keys={keyCombo("print")}
            onClick={print}
            notReady={may ? undefined : text(nothing ? "medicines-print-nothing" : "medicines-print-refused")}
          >
            {text("medicines-print-run")}
          </ActionButton>
        </ButtonRow>
      }
    >
      {onPaper}
      <Stack>{sheet.held.length > 0 ? <HeldBack held={sheet.held} every={!may} /> : null}</Stack>
      {nothing ? <Empty title={text("medicines-print-nothing")} why={text("medicines-none-why")} /> : paper}
      {printing ? createPortal(<div data-paper="">{paper}</div>, document.body) : null}
    </Screen>
  );
};
