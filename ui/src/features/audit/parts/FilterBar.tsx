import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { SelectField } from "../../../kit/SelectField";
import { size } from "../../../theme/vars";
import { auditApi } from "../api";
import { type Filters, isFiltered } from "../shown";
import { KINDS, kindWords } from "../words";
import { PatientChip } from "./PatientChip";

const Bar = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "flex-end",
  gap: 12,
  padding: `14px ${size.padding}`,
  "& > div": { flex: "0 1 15rem", minInlineSize: 0 },
});

/** Whose acts, of which kind, about whom. A patient is chosen from an entry: names are not listed here. */
export const FilterBar = ({ filters, set }: { filters: Filters; set: (filters: Filters) => void }): ReactNode => {
  const text = useText();
  const { data } = auditApi.useAuditPeopleQuery();
  return (
    <Bar role="search" aria-label={text("audit-list")}>
      <SelectField
        label={text("audit-filter-person")}
        nothing={text("audit-filter-any-person")}
        options={(data?.people ?? []).map(({ user, name }) => ({ value: user, label: name }))}
        value={filters.user}
        onValue={(user) => set({ ...filters, user })}
      />
      <SelectField
        label={text("audit-filter-kind")}
        nothing={text("audit-filter-any-kind")}
        options={KINDS.map((kind) => ({ value: kind, label: text(kindWords(kind).id) }))}
        value={filters.kind}
        onValue={(kind) => set({ ...filters, kind })}
      />
      {filters.patient === "" ? null : (
        <PatientChip patient={filters.patient} clear={() => set({ ...filters, patient: "" })} />
      )}
      {isFiltered(filters) ? (
        <ActionButton kind="quiet" icon="x" onClick={() => set({ user: "", patient: "", kind: "" })}>
          <Text id="audit-filter-clear" />
        </ActionButton>
      ) : null}
    </Bar>
  );
};
