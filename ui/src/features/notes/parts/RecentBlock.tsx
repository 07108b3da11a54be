import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Empty } from "../../../kit/Empty";
import { SafeText } from "../../../kit/SafeText";
import { Section } from "../../../kit/Section";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import { useNames } from "../../../shell/people";
import { useMe } from "../../../shell/session";
import { useWorkspace } from "../../../shell/workspace";
import { color, type, weight } from "../../../theme/vars";
import { notesApi } from "../api";
import { type Head, headsOf, type NoteRow } from "../document";
import { titleOf } from "../words";

/** Entries on the summary; all of them are in the tab. */
const SHOWN = 5;

const List = styled("ul")({
  listStyle: "none",
  margin: 0,
  padding: 0,
  "& > li": { borderBlockEnd: `1px solid ${color.border.hairline}` },
  "& a": {
    display: "flex",
    flexWrap: "wrap",
    gap: "0 12px",
    alignItems: "baseline",
    paddingBlock: 8,
    color: "inherit",
    textDecoration: "none",
    overflowWrap: "anywhere",
  },
  "& a:hover strong": { textDecoration: "underline" },
  "& strong": { fontWeight: weight.strong, color: color.primary.text },
  "& small": { ...type("small"), color: color.text.muted },
});

const Line = ({ head, patient }: { head: Head; patient: string }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const nameOf = useNames();
  const date = head.at > 0 ? format.staffDateTime(head.at) : text("kit-not-known");
  return (
    <li>
      <a href={`#/patients/${patient}/notes?entry=${head.doc}`}>
        <strong>
          <SafeText>{titleOf(text, head)}</SafeText>
        </strong>
        <small>{head.author ? text("notes-by", { date, name: nameOf(head.author) }) : date}</small>
        {head.status === "in-progress" ? <Tag kind="waiting">{text("notes-draft-note")}</Tag> : null}
      </a>
    </li>
  );
};

/** The newest visits and notes on the chart's summary. */
export const RecentBlock = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const me = useMe();
  const { open } = useWorkspace();
  const { data } = notesApi.useNotesQuery({ patient, limit: SHOWN });
  if (!data) return null;
  const heads = headsOf(data.items as unknown as NoteRow[]).slice(0, SHOWN);
  const may = me.role === "doctor" || me.role === "nurse";
  const write = may ? (
    <ActionButton kind="quiet" size="small" icon="plus" onClick={() => open("note", { patient })}>
      {text("notes-write")}
    </ActionButton>
  ) : null;
  return (
    <Section title={text("notes-recent")} action={write}>
      {heads.length === 0 ? (
        <Empty title={text("notes-recent-none")} why={text("notes-recent-none-why")} />
      ) : (
        <List>
          {heads.map((head) => (
            <Line key={head.doc} head={head} patient={patient} />
          ))}
        </List>
      )}
      {data.more ? <a href={`#/patients/${patient}/notes`}>{text("notes-recent-all")}</a> : null}
    </Section>
  );
};
