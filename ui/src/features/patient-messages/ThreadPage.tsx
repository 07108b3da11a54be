import type { ReactNode } from "react";
import { useParams } from "react-router";
import { useText } from "../../i18n/text";
import { SafeText } from "../../kit/SafeText";
import { Lead } from "../../kit/Stack";
import { talkOf } from "../../rpc/talk";
import { Answer } from "../../shell/Answer";
import { QuestionPage } from "../../shell/QuestionPage";
import { useMe } from "../../shell/session";
import { patientMessagesApi } from "./api";
import { Messages } from "./parts/Messages";
import { Reply } from "./parts/Reply";
import { Urgent } from "./parts/Urgent";

/** One conversation and the place to answer. */
export const Page = (): ReactNode => {
  const text = useText();
  const doc = useParams()["doc"] ?? "";
  const { patient } = useMe();
  const asked = patientMessagesApi.usePatientThreadQuery(doc);
  return (
    <QuestionPage title={text("patient-messages-title")} back="/messages" backLabel={text("patient-messages-back")}>
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
    </QuestionPage>
  );
};
