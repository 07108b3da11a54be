import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { type Fact, Facts } from "../../kit/Facts";
import { Ltr } from "../../kit/Ltr";
import { SafeText } from "../../kit/SafeText";
import { Section } from "../../kit/Section";
import { useFormat } from "../../kit/useFormat";
import type { AuditEntry } from "../../rpc/gen";
import { Answer } from "../../shell/Answer";
import type { WorkspaceProps } from "../../shell/feature";
import { useRole } from "../../shell/frame/Rail";
import { PanelSheet } from "../../shell/PanelSheet";
import { mono } from "../../theme/vars";
import { auditApi } from "./api";
import { usePatientName, usePersonName } from "./parts/names";
import { kindWords, outcomeWords } from "./words";

const Code = styled("span")({ fontFamily: mono, overflowWrap: "anywhere" });

const Patient = ({ patient }: { patient: string }): ReactNode => (
  <>
    <SafeText>{usePatientName(patient)}</SafeText>
    <div>
      <Ltr>
        <Code>{patient}</Code>
      </Ltr>
    </div>
  </>
);

const Role = ({ role }: { role: string }): ReactNode => useRole(role);

const DeviceName = ({ device }: { device: string }): ReactNode => {
  const { data } = auditApi.useAuditDevicesQuery();
  const found = data?.devices.find((one) => one.device === device);
  return found ? (
    <SafeText>{found.machine}</SafeText>
  ) : (
    <Ltr>
      <Code>{device}</Code>
    </Ltr>
  );
};

const useFacts = (entry: AuditEntry): Fact[] => {
  const text = useText();
  const format = useFormat();
  const person = usePersonName();
  const kind = kindWords(entry.kind);
  const outcome = outcomeWords(entry.outcome);
  return [
    { label: text("audit-fact-person"), value: <SafeText>{person(entry)}</SafeText> },
    ...(entry.role === null ? [] : [{ label: text("audit-fact-role"), value: <Role role={entry.role} /> }]),
    {
      label: text("audit-fact-patient"),
      value: entry.patient === null ? text("audit-no-patient") : <Patient patient={entry.patient} />,
    },
    { label: text("audit-fact-action"), value: text(kind.id, kind.args) },
    { label: text("audit-fact-outcome"), value: text(outcome.id, outcome.args) },
    { label: text("audit-fact-when"), value: format.staffDateTime(entry.at) },
    ...(entry.device === null
      ? []
      : [{ label: text("audit-fact-device"), value: <DeviceName device={entry.device} /> }]),
    ...(entry.doc === null
      ? []
      : [
          {
            label: text("audit-fact-document"),
            value: (
              <Ltr>
                <Code>{entry.doc}</Code>
              </Ltr>
            ),
          },
        ]),
  ];
};

/** What else the entry says, by name: ids, counts and words. */
const Detail = ({ detail }: { detail: Record<string, unknown> }): ReactNode => {
  const text = useText();
  const names = Object.keys(detail);
  if (names.length === 0) return null;
  return (
    <Section title={text("audit-fact-detail")} level={3}>
      <Facts
        facts={names.map((name) => {
          const value = detail[name];
          return {
            label: name,
            value: <SafeText>{typeof value === "string" ? value : JSON.stringify(value)}</SafeText>,
          };
        })}
      />
    </Section>
  );
};

const Body = ({ entry }: { entry: AuditEntry }): ReactNode => (
  <>
    <Facts facts={useFacts(entry)} />
    <Detail detail={entry.detail} />
    <ButtonRow>
      {entry.user === null ? null : (
        <ActionButton href={`#/audit?user=${entry.user}`}>
          <Text id="audit-filter-one" />
        </ActionButton>
      )}
      {entry.patient === null ? null : (
        <ActionButton href={`#/audit?patient=${entry.patient}`}>
          <Text id="audit-filter-one-patient" />
        </ActionButton>
      )}
    </ButtonRow>
  </>
);

/** One entry, beside the list. */
export const Workspace = ({ args, close }: WorkspaceProps): ReactNode => {
  const text = useText();
  const format = useFormat();
  const index = Number(args["index"]);
  // Asked by itself, so that it is found however far down the list it was.
  const asked = auditApi.useAuditListQuery({ before: index + 1, limit: 1 });
  return (
    <PanelSheet title={text("audit-entry", { index: format.number(index) })} onClose={close}>
      <Answer asked={asked} remote>
        {({ entries }) => {
          const entry = entries.find((one) => one.index === index);
          return entry ? <Body key={index} entry={entry} /> : <Text id="audit-none" />;
        }}
      </Answer>
    </PanelSheet>
  );
};
