import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Field } from "../../../kit/Field";
import { PersonName } from "../../../kit/PersonName";
import { useFormat } from "../../../kit/useFormat";
import type { PatientLine } from "../../../rpc/gen";
import { color, size, type, weight } from "../../../theme/vars";
import { peopleApi } from "../api";

const List = styled("ul")({
  listStyle: "none",
  margin: "4px 0 0",
  padding: 0,
  border: `1px solid ${color.border.hairline}`,
  borderRadius: size.radius,
  "& > li + li": { borderBlockStart: `1px solid ${color.border.hairline}` },
});
const Row = styled("button")({
  display: "block",
  inlineSize: "100%",
  minBlockSize: size.row,
  padding: "6px 12px",
  border: 0,
  background: "none",
  font: "inherit",
  color: "inherit",
  textAlign: "start",
  overflowWrap: "anywhere",
  cursor: "pointer",
  outlineOffset: -2,
  "&:hover": { background: color.surface.hover },
  "& small": { ...type("small"), display: "block", color: color.text.muted },
});
const Chosen = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: 12,
  "& > strong": { flex: "1 1 10em", fontWeight: weight.strong, overflowWrap: "anywhere" },
});
const Label = styled("div")({ fontWeight: weight.medium, marginBlockEnd: 4 });
const Note = styled("p")({ ...type("small"), margin: "4px 0 0", color: color.text.muted });

const Found = ({ line, choose }: { line: PatientLine; choose: () => void }): ReactNode => {
  const format = useFormat();
  const { births, identifiers } = line.card;
  return (
    <li>
      <Row type="button" onClick={choose}>
        <PersonName name={{ text: line.name }} />
        <small>
          {format.born(births[0])} {identifiers[0] ? <bdi dir="ltr">{identifiers[0].value}</bdi> : null}
        </small>
      </Row>
    </li>
  );
};

const Name = ({ patient }: { patient: string }): ReactNode => {
  const { data } = peopleApi.useInvitationPatientQuery({ patient });
  return data ? <PersonName name={{ text: data.line.name }} /> : null;
};

/** The patient that an invitation is for, found by name or number. */
export const PatientField = (props: {
  id: string;
  value: string;
  error?: string | undefined;
  onValue: (patient: string) => void;
}): ReactNode => {
  const { id, value, error, onValue } = props;
  const text = useText();
  const [typed, setTyped] = useState("");
  const query = typed.trim();
  const { data } = peopleApi.useInvitationPatientsQuery(
    { query, limit: 8 },
    { skip: query.length < 2 || value !== "" },
  );
  if (value !== "") {
    return (
      <div>
        <Label>{text("people-form-patient")}</Label>
        <Chosen>
          <strong>
            <Name patient={value} />
          </strong>
          <ActionButton size="small" onClick={() => onValue("")}>
            <Text id="people-form-patient-change" />
          </ActionButton>
        </Chosen>
      </div>
    );
  }
  const patients = query.length < 2 ? undefined : data?.patients;
  return (
    <div>
      <Field
        id={id}
        label={text("people-form-patient")}
        hint={text("people-form-patient-hint")}
        error={error}
        icon="search"
        autoComplete="off"
        value={typed}
        onValue={setTyped}
      />
      {patients && patients.length > 0 ? (
        <List aria-label={text("people-form-patient")}>
          {patients.map((line) => (
            <Found key={line.patient} line={line} choose={() => onValue(line.patient)} />
          ))}
        </List>
      ) : null}
      {patients?.length === 0 ? (
        <Note role="status">
          <Text id="people-form-patient-none" />
        </Note>
      ) : null}
    </div>
  );
};
