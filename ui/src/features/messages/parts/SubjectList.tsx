import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { ListPane } from "../../../kit/ListPane";
import { NotSentYet } from "../../../kit/NotSentYet";
import { SafeText } from "../../../kit/SafeText";
import { useFormat } from "../../../kit/useFormat";
import type { ThreadLine } from "../../../rpc/gen";
import { talkLineOf } from "../../../rpc/talk";
import { color, type, weight } from "../../../theme/vars";

const Line = styled("span")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "baseline",
  gap: "0 12px",
  "& > strong": { flex: "1 1 12em", minInlineSize: 0, fontWeight: weight.medium, overflowWrap: "anywhere" },
  "& > small": { ...type("small"), color: color.text.muted },
});

export interface SubjectListProps {
  lines: readonly ThreadLine[];
  current: string | null;
  onOpen: (doc: string) => void;
}

/** Conversations by what they are about. */
export const SubjectList = ({ lines, current, onOpen }: SubjectListProps): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <ListPane
      label={text("messages-list")}
      rows={lines}
      rowKey={({ row }) => row.doc}
      current={current}
      onOpen={({ row }) => onOpen(row.doc)}
    >
      {({ row }) => {
        const talk = talkLineOf(row);
        return (
          <Line>
            <strong>
              <SafeText>{talk.subject}</SafeText>
            </strong>
            <small>{text("messages-count", { count: talk.messages })}</small>
            <small>{format.recent(talk.at)}</small>
            {row.unsent ? <NotSentYet /> : null}
          </Line>
        );
      }}
    </ListPane>
  );
};
