import { styled } from "@mui/material/styles";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { SearchField } from "../../kit/SearchField";
import type { PatientLine } from "../../rpc/gen";
import { keyCombo, useKeyTable } from "../../shell/keys";
import { Page as Screen } from "../../shell/Page";
import { useOpenChart } from "../../shell/record";
import { color, size, type } from "../../theme/vars";
import { Browse } from "./parts/Browse";
import { Preview } from "./parts/Preview";
import { Results } from "./parts/Results";
import { useSearch } from "./useSearch";

const Split = styled("div")({
  display: "grid",
  gridTemplateColumns: "minmax(0, 1fr) auto",
  "& > aside": { inlineSize: "19rem" },
  "@media (max-width: 1179.95px)": { gridTemplateColumns: "minmax(0, 1fr)" },
});
const Main = styled("div")({ minInlineSize: 0, "& > :not(table, [data-flush])": { marginInline: size.padding } });
const Foot = styled("p")({
  ...type("small"),
  display: "flex",
  flexWrap: "wrap",
  gap: "4px 16px",
  color: color.text.subtle,
  paddingBlock: 12,
  margin: 0,
});

/** Find a patient: everything held on this device, as one types. */
export const Page = (): ReactNode => {
  const text = useText();
  const openChart = useOpenChart();
  useKeyTable();
  const [params] = useSearchParams();
  const [typed, setTyped] = useState(params.get("q") ?? "");
  const [chosen, setChosen] = useState<PatientLine | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  // After the page's heading took the focus: whoever comes here types.
  useEffect(() => search.current?.focus(), []);
  const found = useSearch(typed);
  const lines = found?.lines ?? [];
  const isCurrent = found !== null && found.query === typed.trim();
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const first = lines[0];
    if (event.key === "ArrowDown") {
      event.preventDefault();
      list.current?.querySelector<HTMLElement>("[data-at]")?.focus();
    } else if (event.key === "Enter" && isCurrent && first && lines.length === 1) {
      // Only where nobody else fits, and only for the letters that stand there: never a neighbour by accident.
      openChart(first.patient);
    } else if (event.key === "Enter" && isCurrent && first) {
      list.current?.querySelector<HTMLElement>("[data-at]")?.focus();
    }
  };
  const shown =
    chosen && (found === null || lines.some(({ patient }) => patient === chosen.patient)) ? chosen : lines[0];
  return (
    <Screen
      title={text("patients-title")}
      padded={false}
      actions={
        <ActionButton icon="plus" href="#/patients/new">
          {text("patients-register")}
        </ActionButton>
      }
    >
      <Split>
        <Main>
          <div style={{ paddingBlock: 12 }}>
            <SearchField
              large
              ref={search}
              label={text("patients-search")}
              hint={text("patients-search-hint")}
              keys={keyCombo("find-patient")}
              value={typed}
              onValue={setTyped}
              onKeyDown={onKeyDown}
            />
          </div>
          {typed.trim() === "" ? (
            <Browse onFocused={setChosen} list={list} />
          ) : (
            <Results found={found} onFocused={setChosen} list={list} />
          )}
          <Foot>{text("patients-not-here")}</Foot>
        </Main>
        {shown ? <Preview line={shown} /> : null}
      </Split>
    </Screen>
  );
};
