import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Card } from "../../../kit/Card";
import { Icon } from "../../../kit/Icon";
import { SafeText } from "../../../kit/SafeText";
import { Line } from "../../../kit/Stack";
import { useFormat } from "../../../kit/useFormat";
import { Answer } from "../../../shell/Answer";
import { color, type, weight } from "../../../theme/vars";
import { homeApi } from "../api";
import { newestThread, type Thread } from "../newest";

const Row = styled("a")({
  display: "flex",
  alignItems: "center",
  gap: 12,
  minBlockSize: 48,
  color: color.text.ink,
  textDecoration: "none",
  "& > svg": { color: color.primary.text },
  "& > span": { flex: 1, minInlineSize: 0 },
  "& strong": { display: "block", fontWeight: weight.strong },
  "& small": { ...type("small"), color: color.text.muted, display: "block" },
  "&:hover strong": { textDecoration: "underline" },
});

const Newest = ({ thread }: { thread: Thread }): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <Row href={`#/messages/${thread.doc}`}>
      <Icon name="message" size={24} />
      <span>
        <strong>
          <SafeText>{thread.subject}</SafeText>
        </strong>
        <small>{text("patient-home-message-date", { date: format.patientDateTime(thread.at) })}</small>
      </span>
      <Icon name="right" size={20} />
    </Row>
  );
};

/** The newest conversation, or the way to begin one. */
export const MessageCard = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const asked = homeApi.useHomeThreadsQuery({ patient, limit: 20 });
  return (
    <Card title={text("patient-home-message")}>
      <Answer asked={asked}>
        {({ items }) => {
          const thread = newestThread(items);
          return thread ? (
            <Newest thread={thread} />
          ) : (
            <>
              <Line>
                <Text id="patient-home-message-none" />
              </Line>
              <ActionButton href="#/messages/new" wide>
                <Text id="patient-home-message-write" />
              </ActionButton>
            </>
          );
        }}
      </Answer>
    </Card>
  );
};
