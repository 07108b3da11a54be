import { styled } from "@mui/material/styles";
import { type FormEvent, type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { ButtonRow } from "../../../kit/ButtonRow";
import { ChoiceGroup } from "../../../kit/ChoiceGroup";
import { ErrorSummary } from "../../../kit/ErrorSummary";
import { Field } from "../../../kit/Field";
import type { InvitationOpen, Problem } from "../../../rpc/gen";
import { asProblem } from "../../../rpc/problem";
import { call } from "../../../rpc/rpc";
import { useRole } from "../../../shell/frame/Rail";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { useDraft } from "../../../shell/useDraft";
import { peopleApi } from "../api";
import { askOf, type Fault, type Filled, faultsOf, filledFrom, hintOf, ROLES } from "../form";
import { PatientField } from "./PatientField";

const Form = styled("form")({ display: "grid", gap: 16, gridTemplateColumns: "minmax(0, 1fr)" });

const DRAFT = "people-invite";

const RoleWords = ({ role }: { role: string }): ReactNode => useRole(role);

const RoleChoice = ({
  value,
  error,
  onValue,
}: {
  value: string;
  error?: string | undefined;
  onValue: (value: string) => void;
}): ReactNode => {
  const text = useText();
  return (
    <ChoiceGroup
      id="invite-role"
      label={text("people-form-role")}
      error={error}
      value={value === "" ? null : value}
      onValue={onValue}
      choices={ROLES.map((role) => ({ value: role, label: <RoleWords role={role} />, hint: text(hintOf(role)) }))}
    />
  );
};

interface FieldsProps {
  filled: Filled;
  faults: readonly Fault[];
  set: (patch: Partial<Filled>) => void;
  flush: () => void;
}

const Fields = ({ filled, faults, set, flush }: FieldsProps): ReactNode => {
  const text = useText();
  const wrong = (field: keyof Filled): string | undefined => {
    const fault = faults.find((one) => one.field === field);
    return fault ? text(fault.id, fault.args) : undefined;
  };
  return (
    <>
      <Field
        id="invite-name"
        label={text("people-form-name")}
        hint={text("people-form-name-hint")}
        error={wrong("name")}
        autoComplete="off"
        value={filled.name}
        onValue={(name) => set({ name })}
        onBlur={flush}
      />
      <RoleChoice value={filled.role} error={wrong("role")} onValue={(role) => set({ role })} />
      {filled.role === "patient" ? (
        <PatientField
          id="invite-patient"
          value={filled.patient}
          error={wrong("patient")}
          onValue={(patient) => set({ patient })}
        />
      ) : null}
      <Field
        id="invite-days"
        label={text("people-form-days")}
        hint={text("people-form-days-hint")}
        unit={text("people-form-days-unit")}
        error={wrong("days")}
        inputMode="numeric"
        value={filled.days}
        onValue={(days) => set({ days })}
        onBlur={flush}
      />
    </>
  );
};

export interface InviteFormProps {
  close: () => void;
  made: (invitation: InvitationOpen, name: string) => void;
}

/** Whom to invite as what. */
export const InviteForm = ({ close, made }: InviteFormProps): ReactNode => {
  const text = useText();
  const draft = useDraft<Filled>(DRAFT);
  const { refetch } = peopleApi.useInvitationListQuery();
  const [tried, setTried] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const filled = filledFrom(draft.value);
  const found = faultsOf(filled);
  const faults = tried > 0 ? found : [];
  const send = async (): Promise<void> => {
    setTried(tried + 1);
    if (found.length > 0 || sending) return;
    setSending(true);
    setProblem(null);
    try {
      const invitation = await call("invitation_create", askOf(filled));
      await draft.clear();
      void refetch();
      made(invitation, filled.name.trim());
    } catch (error) {
      setProblem(asProblem(error));
      setSending(false);
    }
  };
  return (
    <Form
      noValidate
      aria-label={text("people-form-title")}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      <ErrorSummary
        key={tried}
        title={text("people-error-list")}
        errors={faults.map(({ field, id, args }) => ({ field: `invite-${field}`, message: text(id, args) }))}
      />
      <Fields filled={filled} faults={faults} set={(patch) => draft.set({ ...filled, ...patch })} flush={draft.flush} />
      {problem ? <ProblemView problem={problem} onAction={() => void send()} /> : null}
      <ButtonRow fill>
        <ActionButton onClick={close}>
          <Text id="people-form-cancel" />
        </ActionButton>
        <ActionButton type="submit" kind="primary">
          <Text id="people-form-make" />
        </ActionButton>
      </ButtonRow>
    </Form>
  );
};
