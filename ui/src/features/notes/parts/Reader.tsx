import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { type MessageId, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Callout } from "../../../kit/Callout";
import { type Fact, Facts } from "../../../kit/Facts";
import { Ltr } from "../../../kit/Ltr";
import { NotSentYet } from "../../../kit/NotSentYet";
import { SafeText } from "../../../kit/SafeText";
import { Section } from "../../../kit/Section";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import { Answer } from "../../../shell/Answer";
import { useNames } from "../../../shell/people";
import { useMe } from "../../../shell/session";
import { useWorkspace } from "../../../shell/workspace";
import { color, size, type, weight } from "../../../theme/vars";
import { notesApi } from "../api";
import { type Finding, findingLists, type Head, type Note, type NoteRow, noteOf, type Part } from "../document";
import { stateWords, statusWords, titleOf } from "../words";

const Box = styled("article")({
  display: "grid",
  gap: 18,
  padding: size.padding,
  gridTemplateColumns: "minmax(0, 1fr)",
  alignContent: "start",
  "& h2": { ...type("title"), margin: 0, overflowWrap: "anywhere" },
});
const Meta = styled("p")({
  margin: "2px 0 0",
  display: "flex",
  flexWrap: "wrap",
  gap: "4px 12px",
  alignItems: "center",
  color: color.text.muted,
});
const Prose = styled("p")({
  margin: "8px 0 0",
  maxInlineSize: "75ch",
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
});
const List = styled("ul")({
  listStyle: "none",
  margin: 0,
  padding: 0,
  "& > li": {
    display: "grid",
    gridTemplateColumns: "minmax(9rem, 16rem) minmax(0, 1fr)",
    gap: "2px 16px",
    alignItems: "baseline",
    paddingBlock: 7,
    borderBlockEnd: `1px solid ${color.border.hairline}`,
    overflowWrap: "anywhere",
  },
  "& strong": { fontWeight: weight.strong },
  "& small": { ...type("small"), color: color.text.muted },
});

const Value = styled("span")({ display: "flex", flexWrap: "wrap", gap: "2px 12px", alignItems: "baseline" });

const Heading = ({ head, unsent }: { head: Head; unsent: boolean }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const nameOf = useNames();
  const date = head.at > 0 ? format.staffDateTime(head.at) : text("kit-not-known");
  const by = head.author ? text("notes-by", { date, name: nameOf(head.author) }) : date;
  const open = head.status === "in-progress" && head.kind !== "import" && head.kind !== "report";
  return (
    <header>
      <h2>
        <SafeText>{titleOf(text, head)}</SafeText>
      </h2>
      <Meta>
        <span>{by}</span>
        {open ? <Tag kind="waiting">{text("notes-draft-note")}</Tag> : null}
        {!open && head.status ? <span>{statusWords(text, head.status)}</span> : null}
        {head.source ? <span>{text("notes-from", { source: head.source })}</span> : null}
        {unsent ? <NotSentYet /> : null}
      </Meta>
    </header>
  );
};

const useFacts = (note: Note): Fact[] => {
  const text = useText();
  const format = useFormat();
  const { reason, location, end } = note.head;
  const people = note.people.map(({ name, role }) => (role ? `${name} (${role})` : name)).join(", ");
  return [
    ...(reason && reason !== note.head.title
      ? [{ label: text("notes-why"), value: <SafeText>{reason}</SafeText> }]
      : []),
    ...(location ? [{ label: text("notes-where"), value: <SafeText>{location}</SafeText> }] : []),
    ...(end ? [{ label: text("notes-end"), value: format.staffDateTime(end) }] : []),
    ...(people ? [{ label: text("notes-who"), value: <SafeText>{people}</SafeText> }] : []),
  ];
};

const Words = ({ part }: { part: Part }): ReactNode => {
  const text = useText();
  return (
    <Section title={<SafeText>{part.title}</SafeText>} level={3}>
      {part.isVoid ? <Tag kind="waiting">{text("notes-void")}</Tag> : null}
      <Prose>
        <SafeText>{part.text}</SafeText>
      </Prose>
    </Section>
  );
};

const FindingLine = ({ finding }: { finding: Finding }): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <li>
      <span>
        <SafeText>{finding.label}</SafeText>
      </span>
      <Value>
        {finding.value ? (
          <strong>
            {finding.unit ? (
              <Ltr>{format.quantity(finding.value, finding.unit)}</Ltr>
            ) : (
              <SafeText>{finding.value}</SafeText>
            )}
          </strong>
        ) : null}
        {finding.note ? (
          <small>
            <SafeText>{finding.note}</SafeText>
          </small>
        ) : null}
        {finding.voided === null ? null : (
          <Tag kind="waiting">
            {finding.voided ? text("notes-void-why", { reason: finding.voided }) : text("notes-void")}
          </Tag>
        )}
      </Value>
    </li>
  );
};

/** Whether this person may write on in it. */
const mayWrite = (role: string, head: Head, state: string): boolean =>
  (role === "doctor" || role === "nurse") &&
  state === "live" &&
  head.kind !== "import" &&
  head.kind !== "report" &&
  head.source === "";

interface OpenProps {
  note: Note;
  doc: string;
  patient: string;
  state: string;
  unsent: boolean;
}

const Open = ({ note, doc, patient, state, unsent }: OpenProps): ReactNode => {
  const text = useText();
  const me = useMe();
  const { open } = useWorkspace();
  const facts = useFacts(note);
  const closed = stateWords(text, state);
  const empty = note.parts.length === 0 && note.findings.length === 0 && note.others === 0;
  return (
    <Box>
      <Heading head={note.head} unsent={unsent} />
      {closed ? <Callout kind="waiting">{closed}</Callout> : null}
      {facts.length > 0 ? <Facts facts={facts} /> : null}
      {note.parts.map((part) => (
        <Words key={part.id} part={part} />
      ))}
      {findingLists(note.findings).map(({ list, findings }) => (
        <Section key={list} title={text(`notes-list-${list}` as MessageId)} level={3}>
          <List>
            {findings.map((finding) => (
              <FindingLine key={finding.item} finding={finding} />
            ))}
          </List>
        </Section>
      ))}
      {note.others > 0 ? (
        <Section title={text("notes-list-others")} count={String(note.others)} level={3}>
          <Prose>{text("notes-others-where")}</Prose>
        </Section>
      ) : null}
      {empty ? <p>{text("notes-empty")}</p> : null}
      {mayWrite(me.role, note.head, state) ? (
        <div>
          <ActionButton icon="note" onClick={() => open("note", { patient, doc })}>
            {text("notes-go-on")}
          </ActionButton>
        </div>
      ) : null}
    </Box>
  );
};

/** One visit, note, report or import, read. */
export const Reader = ({ doc, patient }: { doc: string; patient: string }): ReactNode => {
  const asked = notesApi.useNoteQuery(doc);
  return (
    <Answer asked={asked}>
      {(data) => (
        <Open
          note={noteOf(doc, data.items as unknown as NoteRow[])}
          doc={doc}
          patient={patient}
          state={data.state}
          unsent={Number(data.unsent) > 0}
        />
      )}
    </Answer>
  );
};
