import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { ProblemView } from "../../shell/problem/ProblemView";
import { color, size, type } from "../../theme/vars";
import { Badge } from "./parts/Badge";
import { EntryTable } from "./parts/EntryTable";
import { FilterBar } from "./parts/FilterBar";
import { filtersOf, paramsOf } from "./shown";
import { type Entries, useEntries } from "./useEntries";

const Inset = styled("div")({ paddingInline: size.padding });
const Foot = styled("div")({
  ...type("small"),
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: 12,
  padding: `12px ${size.padding} 20px`,
  color: color.text.subtle,
  "& > p": { margin: 0, flex: "1 1 16em" },
});

const Shown = ({ entries, more, problem, loading, older }: Entries): ReactNode => {
  if (entries.length === 0) {
    return (
      <Inset>
        <Empty title={<Text id="audit-none" />} why={<Text id="audit-none-why" />} />
      </Inset>
    );
  }
  return (
    <>
      <EntryTable entries={entries} />
      {problem ? (
        <Inset>
          <ProblemView problem={problem} onAction={() => void older()} />
        </Inset>
      ) : null}
      <Foot>
        <p>
          <Text id="audit-showing" args={{ shown: entries.length }} /> <Text id={more ? "audit-unsent" : "audit-end"} />
        </p>
        {more ? (
          <ActionButton onClick={() => void older()} icon="down">
            <Text id={loading ? "kit-loading" : "audit-older"} />
          </ActionButton>
        ) : null}
      </Foot>
    </>
  );
};

/** Every view and change, newest first. */
export const Page = (): ReactNode => {
  const text = useText();
  const [params, setParams] = useSearchParams();
  const filters = filtersOf(params);
  const shown = useEntries(filters);
  return (
    <Screen
      title={text("audit-title")}
      under={text("audit-lead")}
      actions={shown.asked.data ? <Badge verified={shown.asked.data.verified} /> : undefined}
      padded={false}
    >
      <FilterBar filters={filters} set={(next) => setParams(paramsOf(next))} />
      <Answer asked={shown.asked} remote inset>
        {() => <Shown {...shown} />}
      </Answer>
    </Screen>
  );
};
