import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { ListPane } from "../../../kit/ListPane";
import { NotSentYet } from "../../../kit/NotSentYet";
import { PersonName } from "../../../kit/PersonName";
import { SafeText } from "../../../kit/SafeText";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import type { ThreadLine } from "../../../rpc/gen";
import { talkLineOf } from "../../../rpc/talk";
import { color, size, type, weight } from "../../../theme/vars";

const Line = styled("span")({
  display: "grid",
  gap: 1,
  justifyItems: "start",
  "& > strong": { fontWeight: weight.strong },
  "& > small": {
    ...type("small"),
    inlineSize: "100%",
    display: "flex",
    flexWrap: "wrap",
    justifyContent: "space-between",
    gap: "0 12px",
    color: color.text.muted,
  },
});
const Note = styled("p")({ ...type("small"), padding: `10px ${size.padding}`, margin: 0, color: color.text.subtle });

const Row = ({ line }: { line: ThreadLine }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const talk = talkLineOf(line.row);
  return (
    <Line>
      <strong>
        <PersonName name={line.name === null ? {} : { text: line.name }} />
      </strong>
      <span>
        <SafeText>{talk.subject}</SafeText>
      </span>
      <small>
        <span>{text("messages-count", { count: talk.messages })}</span>
        <span>{format.recent(talk.at)}</span>
      </small>
      {talk.toAnswer ? (
        <Tag kind="needs" icon="message">
          <Text id="messages-to-answer" />
        </Tag>
      ) : null}
      {line.row.unsent ? <NotSentYet /> : null}
    </Line>
  );
};

export interface ThreadListProps {
  threads: readonly ThreadLine[];
  current: string | null;
  more: boolean;
  onOpen: (line: ThreadLine) => void;
}

/** Conversations by when they were last written to. */
export const ThreadList = ({ threads, current, more, onOpen }: ThreadListProps): ReactNode => {
  const text = useText();
  return (
    <>
      <ListPane
        label={text("messages-list")}
        rows={threads}
        rowKey={({ row }) => row.doc}
        current={current}
        onOpen={onOpen}
      >
        {(line) => <Row line={line} />}
      </ListPane>
      {more ? (
        <Note>
          <Text id="messages-more" />
        </Note>
      ) : null}
    </>
  );
};
