import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { Icon } from "../../kit/Icon";
import { SafeText } from "../../kit/SafeText";
import { CardBox, Rows, Stack } from "../../kit/Stack";
import { useFormat } from "../../kit/useFormat";
import { type TalkLine, talkLinesOf } from "../../rpc/talk";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { useMe } from "../../shell/session";
import { color, type, weight } from "../../theme/vars";
import { patientMessagesApi } from "./api";
import { Urgent } from "./parts/Urgent";

const Link = styled("a")({
  display: "flex",
  alignItems: "center",
  gap: 12,
  minBlockSize: 48,
  color: color.text.ink,
  textDecoration: "none",
  "& > span": { flex: 1, minInlineSize: 0 },
  "& strong": { display: "block", fontWeight: weight.strong },
  "& small": { ...type("small"), display: "block", color: color.text.muted },
  "&:hover strong": { textDecoration: "underline" },
});

const Thread = ({ line }: { line: TalkLine }): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <li>
      <Link href={`#/messages/${line.doc}`}>
        <span>
          <strong>
            <SafeText>{line.subject}</SafeText>
          </strong>
          <small>{format.patientDateTime(line.at)}</small>
          <small>{text("patient-messages-count", { count: line.messages })}</small>
        </span>
        <Icon name="right" size={20} />
      </Link>
    </li>
  );
};

const Threads = ({ patient }: { patient: string }): ReactNode => (
  <Answer asked={patientMessagesApi.usePatientThreadsQuery({ patient, limit: 200 })}>
    {({ items }) => {
      const lines = talkLinesOf(items);
      return (
        <CardBox>
          {lines.length === 0 ? (
            <Empty title={<Text id="patient-messages-none" />} why={<Text id="patient-messages-none-why" />} />
          ) : (
            <Rows>
              {lines.map((line) => (
                <Thread key={line.doc} line={line} />
              ))}
            </Rows>
          )}
        </CardBox>
      );
    }}
  </Answer>
);

/** Conversations with the clinic, and the way to begin one. */
export const Page = (): ReactNode => {
  const text = useText();
  const { patient } = useMe();
  return (
    <Screen title={text("patient-messages-title")}>
      <Stack>
        <Urgent />
        <ActionButton href="#/messages/new" kind="primary" icon="message" wide>
          <Text id="patient-messages-write" />
        </ActionButton>
        {patient === null ? null : <Threads patient={patient} />}
      </Stack>
    </Screen>
  );
};
