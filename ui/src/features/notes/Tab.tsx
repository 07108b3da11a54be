import { styled } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { type ReactNode, useMemo } from "react";
import { useSearchParams } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { ListPane } from "../../kit/ListPane";
import { SafeText } from "../../kit/SafeText";
import { Tag } from "../../kit/Tag";
import { useFormat } from "../../kit/useFormat";
import { Answer } from "../../shell/Answer";
import { useNames } from "../../shell/people";
import { useMe } from "../../shell/session";
import { useWorkspace } from "../../shell/workspace";
import { color, size, type, weight } from "../../theme/vars";
import { NOTES_MAX, notesApi } from "./api";
import { type Head, headsOf, type NoteRow } from "./document";
import { Reader } from "./parts/Reader";
import { kindWords, titleOf } from "./words";

const Split = styled("div")({
  display: "grid",
  gridTemplateColumns: "minmax(0, 20rem) minmax(0, 1fr)",
  // The rule between list and entry goes down the sheet, however little stands on it.
  minBlockSize: "calc(100dvh - 165px)",
  "&[data-alone]": { gridTemplateColumns: "minmax(0, 1fr)" },
});
const Pane = styled("div")({
  minInlineSize: 0,
  borderInlineEnd: `1px solid ${color.border.hairline}`,
  "[data-alone] > &": { borderInlineEnd: 0 },
});
const Top = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  justifyContent: "space-between",
  gap: 8,
  padding: `10px ${size.padding}`,
  "& > span": { ...type("small"), color: color.text.muted },
});
const Row = styled("span")({
  display: "grid",
  gap: 1,
  "& strong": { fontWeight: weight.strong },
  "& small": { ...type("small"), color: color.text.muted },
});
const Padded = styled("div")({ padding: size.padding });

const Entry = ({ head }: { head: Head }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const nameOf = useNames();
  const date = head.at > 0 ? format.staffDateTime(head.at) : text("kit-not-known");
  return (
    <Row>
      <strong>
        <SafeText>{titleOf(text, head)}</SafeText>
      </strong>
      <small>{head.author ? text("notes-by", { date, name: nameOf(head.author) }) : date}</small>
      <span>
        {head.title ? <Tag kind="plain">{kindWords(text, head.kind)}</Tag> : null}{" "}
        {head.status === "in-progress" ? <Tag kind="waiting">{text("notes-draft-note")}</Tag> : null}
      </span>
    </Row>
  );
};

const Write = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const me = useMe();
  const { open } = useWorkspace();
  return me.role === "doctor" || me.role === "nurse" ? (
    <ActionButton icon="plus" onClick={() => open("note", { patient })}>
      {text("notes-write")}
    </ActionButton>
  ) : null;
};

interface ListProps {
  heads: readonly Head[];
  more: boolean;
  current: string | null;
  patient: string;
  onOpen: (doc: string) => void;
}

const Entries = ({ heads, more, current, patient, onOpen }: ListProps): ReactNode => {
  const text = useText();
  return (
    <Pane>
      <Top>
        <span>{text("notes-count", { count: heads.length })}</span>
        <Write patient={patient} />
      </Top>
      <ListPane
        label={text("notes-list")}
        rows={heads}
        rowKey={(head) => head.doc}
        current={current}
        onOpen={(head) => onOpen(head.doc)}
        empty={
          <Padded>
            <Empty title={text("notes-recent-none")} why={text("notes-recent-none-why")} />
          </Padded>
        }
      >
        {(head) => <Entry head={head} />}
      </ListPane>
      {more ? <Padded>{text("notes-more", { count: heads.length })}</Padded> : null}
    </Pane>
  );
};

/** Visits, notes, reports and imports of a patient: the list, and one of them read. */
export const Tab = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const [search, setSearch] = useSearchParams();
  const wide = useMediaQuery("(min-width: 900px)");
  const asked = notesApi.useNotesQuery({ patient, limit: NOTES_MAX });
  const heads = useMemo(() => headsOf((asked.data?.items ?? []) as unknown as NoteRow[]), [asked.data]);
  const wanted = search.get("entry");
  const current = wanted ?? (wide ? (heads[0]?.doc ?? null) : null);
  const alone = !wide && (current === null ? "list" : "entry");
  return (
    <Answer asked={asked}>
      {({ more }) => (
        <Split {...(alone ? { "data-alone": "" } : {})}>
          {alone === "entry" ? null : (
            <Entries
              heads={heads}
              more={more}
              current={current}
              patient={patient}
              onOpen={(doc) => setSearch({ entry: doc })}
            />
          )}
          {alone === "list" ? null : (
            <div>
              {alone ? (
                <Padded>
                  <ActionButton kind="quiet" icon="left" onClick={() => setSearch({})}>
                    {text("notes-back")}
                  </ActionButton>
                </Padded>
              ) : null}
              {current ? <Reader key={current} doc={current} patient={patient} /> : null}
            </div>
          )}
        </Split>
      )}
    </Answer>
  );
};
