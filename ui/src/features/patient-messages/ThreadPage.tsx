import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import { Text, useText } from "../../i18n/text";
import { Icon } from "../../kit/Icon";
import { SafeText } from "../../kit/SafeText";
import { Lead, Stack } from "../../kit/Stack";
import { talkOf } from "../../rpc/talk";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { useMe } from "../../shell/session";
import { color, weight } from "../../theme/vars";
import { patientMessagesApi } from "./api";
import { Messages } from "./parts/Messages";
import { Reply } from "./parts/Reply";
import { Urgent } from "./parts/Urgent";

const Back = styled(Link)({
  display: "inline-flex",
  alignItems: "center",
  gap: 6,
  minBlockSize: 48,
  color: color.primary.text,
  fontWeight: weight.medium,
  textDecoration: "none",
  "&:hover": { textDecoration: "underline" },
});

/** One conversation and the place to answer. */
export const Page = (): ReactNode => {
  const text = useText();
  const doc = useParams()["doc"] ?? "";
  const { patient } = useMe();
  const asked = patientMessagesApi.usePatientThreadQuery(doc);
  return (
    <Screen title={text("patient-messages-title")} hiddenTitle>
      <Stack>
        <div>
          <Back to="/messages">
            <Icon name="left" size={20} />
            <Text id="patient-messages-back" />
          </Back>
        </div>
        <Answer asked={asked}>
          {({ entries }) => {
            const talk = talkOf(entries);
            return (
              <>
                <Lead>
                  <SafeText>{talk.subject}</SafeText>
                </Lead>
                <Messages said={talk.said} />
                {patient === null ? null : <Reply key={doc} doc={doc} patient={patient} />}
                <Urgent />
              </>
            );
          }}
        </Answer>
      </Stack>
    </Screen>
  );
};
