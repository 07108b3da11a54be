import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Icon } from "../../../kit/Icon";
import { PersonName } from "../../../kit/PersonName";
import { SafeText } from "../../../kit/SafeText";
import { Tag } from "../../../kit/Tag";
import { talkOf } from "../../../rpc/talk";
import { Answer } from "../../../shell/Answer";
import { color, size, type, weight } from "../../../theme/vars";
import { messagesApi } from "../api";
import { Reply } from "./Reply";
import { SaidList } from "./SaidList";

const Box = styled("section")({
  display: "grid",
  gap: 14,
  gridTemplateColumns: "minmax(0, 1fr)",
  alignContent: "start",
  padding: `12px ${size.padding} 20px`,
});
const Head = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "flex-start",
  gap: "6px 12px",
  "& > div": { flex: "1 1 14em", minInlineSize: 0, overflowWrap: "anywhere" },
  "& h2": { ...type("lead"), margin: 0 },
  "& p": { margin: 0, color: color.text.muted },
});
const Back = styled(Link)({
  display: "none",
  "@media (max-width: 1023.95px)": { display: "inline-flex", gap: 6, alignItems: "center", minBlockSize: 32 },
  color: color.primary.text,
  fontWeight: weight.medium,
});

export interface ConversationProps {
  doc: string;
  patient: string;
  /** The patient's name, where the conversation does not stand in their chart. */
  name?: string | null;
  /** Where the list is, on a screen too narrow for both. */
  back?: string;
}

/** One conversation, oldest first, and the place to answer. */
export const Conversation = ({ doc, patient, name, back }: ConversationProps): ReactNode => {
  const text = useText();
  const asked = messagesApi.useThreadQuery(doc);
  return (
    <Answer asked={asked}>
      {({ entries }) => {
        const talk = talkOf(entries);
        const kind = talk.kind === "administrative" ? "administrative" : "clinical";
        return (
          <Box aria-label={text("messages-thread-label", { subject: talk.subject })}>
            {back ? (
              <Back to={back}>
                <Icon name="left" />
                <Text id="messages-list" />
              </Back>
            ) : null}
            <Head>
              <div>
                <h2>
                  <SafeText>{talk.subject}</SafeText>
                </h2>
                <p>
                  {name === undefined ? null : <PersonName name={name === null ? {} : { text: name }} />}{" "}
                  <Tag kind="waiting">
                    <Text id={`messages-kind-${kind}`} />
                  </Tag>
                </p>
              </div>
              {name === undefined ? null : (
                <ActionButton size="small" href={`#/patients/${patient}`}>
                  <Text id="messages-open-chart" />
                </ActionButton>
              )}
            </Head>
            <SaidList said={talk.said} />
            <Reply doc={doc} patient={patient} />
          </Box>
        );
      }}
    </Answer>
  );
};
